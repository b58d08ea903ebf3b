// How links run. Like the lines of an underground map they keep to tracks: down or up in the gutter on the left of a column,
// along in the channel at the top of a lane. The links of one stop and kind share their tracks.

const trackGap = 5, mostTracks = 16, corner = 5;

// plan chooses for each link between occurrences its gutters and its channel, and tracks in them that are free.
function plan(all, cols, bands) {
	const where = new Map(); // stop or package -> occurrences
	for (const o of all) {
		for (const key of o.stop ? [o.stop] : o.stops) {
			if (!where.has(key)) where.set(key, []);
			where.get(key).push(o);
		}
	}
	const routes = new Map();
	for (const link of data.links) {
		if (!crossing(link) && !state.calls && link.findings.length === 0) continue;
		const from = where.get(data.stops[link.from]), to = where.get(data.stops[link.to]);
		if (!from || !to) continue;
		for (const [a, b] of ends(link, from, to)) {
			if (a === b) continue;
			const key = `${a.id} ${b.id} ${link.context || "call"}`;
			if (!routes.has(key)) routes.set(key, {a, b, context: link.context || "call", links: []});
			routes.get(key).links.push(link);
		}
	}
	const trunks = new Map();
	for (const r of routes.values()) {
		const id = r.a.id + r.context;
		if (r.a.col === r.b.col) {
			r.down = trunk(trunks, "g" + r.a.col, id, rank(r.a), rank(r.b));
			continue;
		}
		// The channel is that of the lane to which the link goes, or, on the way up, that of the lane it leaves.
		r.channel = Math.max(r.a.lane, r.b.lane);
		const level = r.channel * laneRank;
		r.down = trunk(trunks, "g" + r.a.col, id, rank(r.a), level);
		r.along = trunk(trunks, "c" + r.channel, id, r.a.col, r.b.col);
		r.up = trunk(trunks, "g" + r.b.col, id, level, rank(r.b));
	}
	const ways = group(trunks.values(), t => t.way);
	for (const [way, list] of ways) {
		const n = assign(list);
		const i = Number(way.slice(1));
		if (way[0] === "g") cols[i].tracks = n;
		else bands[i].tracks = n;
	}
	return [...routes.values()];
}

// rank orders the rows of all lanes from top to bottom.
const laneRank = 1e4;
const rank = o => o.lane * laneRank + o.row + 1;

// ends says from where to where a link runs: a call stays in its lane, a crossing leaves from the nearest one.
function ends(link, from, to) {
	const out = [];
	if (link.kind === "call") {
		for (const a of from) for (const b of to) if (a.lane === b.lane) out.push([a, b]);
		return out;
	}
	for (const b of to) {
		if (lanes[b.lane].context !== link.context) continue;
		const a = [...from].sort((x, y) => Math.abs(x.lane - b.lane) - Math.abs(y.lane - b.lane))[0];
		out.push([a, b]);
	}
	return out;
}

function trunk(trunks, way, id, p, q) {
	const key = way + " " + id;
	let t = trunks.get(key);
	if (!t) trunks.set(key, t = {way, min: Infinity, max: -Infinity, track: 0});
	t.min = Math.min(t.min, p, q);
	t.max = Math.max(t.max, p, q);
	return t;
}

// assign gives each trunk the first track that is free on its whole length, and returns the number of tracks.
function assign(list) {
	list.sort((a, b) => (a.max - a.min) - (b.max - b.min) || a.min - b.min);
	const tracks = [];
	for (const t of list) {
		let i = tracks.findIndex(used => used.every(u => u.max < t.min || t.max < u.min));
		if (i < 0) i = tracks.length < mostTracks ? tracks.push([]) - 1 : t.min % mostTracks;
		tracks[i].push(t);
		t.track = i;
	}
	return tracks.length;
}

// path draws a route: out of the left of a stop, and into the left of another one.
function path(r, cols, bands) {
	const byIndex = i => bands.find(b => b.index === i);
	const gutter = (col, t) => cols[col].x + cols[col].gutter - 4 - t.track * trackGap;
	const points = [[r.a.x - 5, r.a.y + 2]];
	const xa = gutter(r.a.col, r.down);
	points.push([xa, r.a.y + 2]);
	if (r.along) {
		const y = byIndex(r.channel).channel + r.along.track * trackGap;
		const xb = gutter(r.b.col, r.up);
		points.push([xa, y], [xb, y], [xb, r.b.y - 2]);
	} else {
		points.push([xa, r.b.y - 2]);
	}
	points.push([r.b.x - (r.b.hub ? 9 : 7), r.b.y - 2]);
	return rounded(points);
}

// rounded joins points with lines whose corners are round.
function rounded(points) {
	let d = `M${points[0].join(" ")}`;
	for (let i = 1; i < points.length - 1; i++) {
		const [p, q, s] = [points[i - 1], points[i], points[i + 1]];
		const before = toward(q, p), after = toward(q, s);
		d += `L${before.join(" ")}Q${q.join(" ")} ${after.join(" ")}`;
	}
	return d + `L${points.at(-1).join(" ")}`;
}

function toward(from, to) {
	const dx = to[0] - from[0], dy = to[1] - from[1], length = Math.hypot(dx, dy);
	const r = Math.min(corner, length / 2) / (length || 1);
	return [from[0] + dx * r, from[1] + dy * r].map(v => Math.round(v * 10) / 10);
}
