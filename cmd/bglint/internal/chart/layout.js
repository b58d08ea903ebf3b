// Where stops stand. Lanes are rows; packages stand side by side, each in one column or more, in which the functions of a
// file stand below each other. A stop in two contexts stands in two lanes.

const rowHeight = 22, laneGap = 12, columnGap = 8, packageGap = 26, widest = 190;

const measure = (() => {
	const context = document.createElement("canvas").getContext("2d");
	const known = new Map();
	return text => {
		if (!known.has(text)) {
			context.font = `12px ${getComputedStyle(document.documentElement).getPropertyValue("--mono")}`;
			known.set(text, context.measureText(text).width);
		}
		return known.get(text);
	};
})();

function clip(text, width) {
	if (measure(text) <= width) return text;
	let n = Math.max(1, Math.floor(text.length * width / measure(text)) - 1);
	return text.slice(0, n) + "…";
}

// occurrences lists what is drawn: {stop | hub, lane, label, ...}, a collapsed package (a hub) once a lane.
function occurrences() {
	const out = [];
	for (const p of data.packages) {
		const stops = p.stops.filter(wanted);
		if (state.closed.has(p.index)) {
			for (const [lane, {context}] of lanes.entries()) {
				const inside = stops.filter(s => s.lanes.some(l => l.context === context));
				if (inside.length === 0) continue;
				const bad = new Set(inside.flatMap(s => wrongIn(s, context))).size;
				out.push({hub: p, stops: inside, lane, package: p, group: "", label: count(inside.length, "function"), bad, order: 0});
			}
			continue;
		}
		for (const [name, members] of group(stops, s => s.pos.file.replace(/^.*\//, ""))) {
			const types = new Set(members.map(typeName).filter(Boolean));
			for (const stop of members) {
				const type = typeName(stop);
				const label = type && (types.size > 1 || stop.kind === "slot") ? `${type}.${shortName(stop)}` : shortName(stop);
				for (const l of stop.lanes) {
					const lane = lanes.findIndex(x => x.context === l.context);
					out.push({stop, in: l, lane, package: p, group: name, label: clip(label, widest), bad: wrongIn(stop, l.context).length, order: Math.min(l.depth, 3)});
				}
			}
		}
	}
	for (const [i, o] of out.entries()) o.id = i;
	return out;
}

// columns gives each occurrence its column and row, with at most rows rows in a lane: the files of a package one below the
// other while there is room in every lane, then side by side. captions are the names of the files, a row each.
function columns(all, rows) {
	const cols = [], captions = [];
	const byPackage = group(all, o => o.package);
	for (const p of data.packages) {
		let used = null; // rows, by lane, of the current column
		for (const [name, members] of group(byPackage.get(p) || [], o => o.group)) {
			const byLane = lanes.map((_, lane) => members.filter(o => o.lane === lane).sort((a, b) => a.order - b.order || line(a) - line(b)));
			const caption = name ? 1 : 0;
			if (!used || byLane.some((list, lane) => list.length > 0 && used[lane] > 0 && used[lane] + caption + list.length > rows)) used = lanes.map(() => 0);
			const fresh = used.every(n => n === 0);
			const first = fresh ? cols.length : cols.length - 1;
			for (const [lane, list] of byLane.entries()) {
				if (list.length === 0) continue;
				const room = Math.max(1, rows - caption), each = Math.ceil(list.length / Math.ceil(list.length / room));
				if (caption) captions.push({col: first, lane, row: used[lane], name});
				for (const [i, o] of list.entries()) {
					const c = first + Math.floor(i / each);
					cols[c] ||= {package: p, width: 0, tracks: 0};
					o.col = c;
					o.row = used[lane] + caption + i % each;
					cols[c].width = Math.max(cols[c].width, measure(o.label) + (o.hub ? 14 : 0));
				}
				used[lane] += caption + Math.min(each, list.length);
			}
			if (cols.length - first > 1) used = null; // a file of several columns stands alone
			else cols[first].width = Math.max(cols[first].width, caption ? measure(name) - 10 : 0);
		}
	}
	return {cols, captions};
}

const line = o => o.stop ? o.stop.pos.line : 0;

function group(list, key) {
	const out = new Map();
	for (const x of list) {
		const k = key(x);
		if (!out.has(k)) out.set(k, []);
		out.get(k).push(x);
	}
	return out;
}

// layout gives everything its place, in the shape that fits a window of this size best.
function layout(width, height) {
	const all = occurrences();
	const scale = l => Math.min(width / l.width, height / l.height);
	let best = null, rows = 3;
	for (let next = 3; next <= 60; next = Math.ceil(next * 1.25)) {
		const tried = all.length > fewToTry ? estimate(all, next) : arrange(all, next);
		if (!best || scale(tried) > scale(best)) [best, rows] = [tried, next];
	}
	return arrange(all, rows);
}

const fewToTry = 400; // occurrences; with more of them to try each shape takes too long

// estimate is the size that a layout will have, more or less.
function estimate(all, rows) {
	const {cols} = columns(all, rows);
	return {
		width: cols.reduce((sum, c) => sum + c.width + 60, 0),
		height: lanes.reduce((sum, _, lane) => sum + (1 + Math.max(0, ...all.filter(o => o.lane === lane).map(o => o.row + 1))) * rowHeight + 30, 0),
	};
}

function arrange(all, rows) {
	const {cols, captions} = columns(all, rows);
	const bands = lanes.map((lane, i) => {
		const here = all.filter(o => o.lane === i);
		return {...lane, index: i, rows: Math.max(0, ...here.map(o => o.row + 1)), count: new Set(here.flatMap(o => o.stop ? [o.stop] : o.stops)).size, tracks: 0};
	});
	for (const [p, own] of group(cols, c => c.package)) { // room for the package's name
		const short = measure(p.title) + 46 - own.reduce((sum, c) => sum + c.width + 30, 0);
		if (short > 0) own.at(-1).width += short;
	}
	const routes = plan(all, cols, bands);
	let y = 0;
	for (const band of bands) {
		band.y = y;
		band.channel = y + laneGap;
		band.first = band.channel + band.tracks * trackGap + laneGap + rowHeight / 2;
		band.height = band.rows === 0 ? 0 : band.first + (band.rows - 1) * rowHeight + rowHeight / 2 + laneGap - y;
		y += band.height;
	}
	let x = packageGap / 2;
	for (const [i, c] of cols.entries()) {
		if (i > 0 && cols[i - 1].package !== c.package) x += packageGap;
		else if (i > 0) x += columnGap;
		c.x = x;
		c.gutter = 10 + c.tracks * trackGap;
		c.dot = x + c.gutter + 6;
		x = c.dot + 10 + c.width + 8;
		c.end = x;
	}
	for (const o of all) {
		o.x = cols[o.col].dot;
		o.y = bands[o.lane].first + o.row * rowHeight;
	}
	for (const c of captions) {
		c.x = cols[c.col].dot - 6;
		c.y = bands[c.lane].first + c.row * rowHeight;
	}
	return {all, cols, captions, bands: bands.filter(b => b.rows > 0), routes, width: x + packageGap / 2, height: y};
}
