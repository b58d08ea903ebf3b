// The picture: bands, links and stops move together (world); names of lanes stay at the left edge, those of columns at the
// top, and neither grows nor shrinks (pinned).

const svg = document.getElementById("map");
const headHeight = 26, leftMargin = 120, bottomMargin = 44; // lane names, legend

function el(name, attributes = {}, ...children) {
	const e = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [k, v] of Object.entries(attributes)) if (v !== undefined) e.setAttribute(k, v);
	e.append(...children);
	return e;
}

let shown = null; // the layout that is drawn
const world = el("g", {id: "world"});
const pinned = el("g", {id: "pinned"});

function draw() {
	const box = svg.getBoundingClientRect();
	shown = layout(Math.max(300, box.width - leftMargin), Math.max(200, box.height - headHeight - bottomMargin));
	svg.replaceChildren(markers(), world, pinned);
	world.replaceChildren(bands(), links(), stops());
	drawPinned();
	const none = document.getElementById("empty");
	none.hidden = shown.all.length > 0;
	none.textContent = data.stops.length === 0
		? "No function here runs on the UI goroutine, in the background or at start-up, as far as bglint can see."
		: "Nothing is left to show: choose “every function”, or more packages.";
	document.body.dataset.stops = shown.all.length;
	document.body.dataset.links = shown.routes.length;
	emphasise();
}

function markers() {
	const defs = el("defs");
	for (const kind of ["ui", "background", "process", "startup", "call", "bad"]) {
		defs.append(el("marker", {id: "head-" + kind, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: kind === "call" ? 6 : 8, markerHeight: kind === "call" ? 6 : 8, markerUnits: "userSpaceOnUse", orient: "auto"},
			el("path", {class: "head-mark " + kind, d: "M0 .5L8 4L0 7.5Z"})));
	}
	return defs;
}

function bands() {
	const g = el("g", {id: "bands"});
	for (const b of shown.bands) {
		g.append(el("rect", {class: "band " + b.context, x: -1e5, y: b.y, width: 2e5, height: b.height}));
		g.append(el("line", {class: "band-edge", x1: -1e5, x2: 1e5, y1: b.y + b.height, y2: b.y + b.height}));
	}
	for (const [i, c] of shown.cols.entries()) {
		const before = shown.cols[i - 1];
		if (!before || before.package !== c.package) {
			g.append(el("line", {class: "rule", x1: c.x - packageGap / 2, x2: c.x - packageGap / 2, y1: 0, y2: shown.height}));
		}
	}
	for (const c of shown.captions) g.append(el("text", {class: "caption", x: c.x, y: c.y + 5}, c.name));
	return g;
}

const isBad = route => route.links.some(l => l.findings.length > 0);

function links() {
	const g = el("g", {id: "links"});
	const weight = r => (isBad(r) ? 2 : 0) + (r.context === "call" ? 0 : 1);
	for (const r of [...shown.routes].sort((a, b) => weight(a) - weight(b))) {
		const bad = isBad(r), handler = r.links.every(l => l.kind === "handler");
		r.element = el("path", {
			class: ["link", r.context, handler ? "handler" : "", bad ? "bad" : ""].filter(Boolean).join(" "),
			d: path(r, shown.cols, shown.bands), "marker-end": `url(#head-${bad ? "bad" : r.context})`,
		});
		r.element.append(el("title", {}, linkText(r)));
		g.append(r.element);
	}
	return g;
}

function linkText(r) {
	const texts = r.links.map(l => `${data.stops[l.from].name} → ${data.stops[l.to].name}\n${l.text || l.kind}${l.line ? ` (${data.stops[l.from].pos.file}:${l.line})` : ""}`);
	return texts.slice(0, 6).join("\n") + (texts.length > 6 ? `\n… and ${texts.length - 6} more` : "");
}

function stops() {
	const g = el("g", {id: "stops"});
	for (const o of shown.all) {
		const kind = o.hub ? "hub" : o.stop.kind;
		const unsure = o.in && o.in.confidence === "possible";
		const s = el("g", {
			class: ["stop", lanes[o.lane].context, kind, o.bad ? "bad" : "", unsure ? "unsure" : ""].filter(Boolean).join(" "),
			transform: `translate(${o.x} ${o.y})`, role: "button", tabindex: -1, "aria-label": stopLabel(o),
			"data-name": o.stop ? o.stop.name : o.hub.path, "data-lane": lanes[o.lane].context,
		});
		s.append(el("circle", {class: "halo", r: o.hub ? 12 : 9}));
		if (kind === "slot") s.append(el("path", {class: "dot", d: "M0 -6L6 0L0 6L-6 0Z"}));
		else if (o.hub) s.append(el("rect", {class: "dot", x: -7, y: -7, width: 14, height: 14, rx: 4}));
		else s.append(el("circle", {class: "dot", r: kind === "func" ? 5 : 4}));
		s.append(el("text", {x: o.hub ? 13 : 10, y: 4}, o.label));
		s.occurrence = o;
		o.element = s;
		g.append(s);
	}
	return g;
}

function stopLabel(o) {
	const lane = lanes[o.lane].name;
	if (o.hub) return `Package ${o.hub.path}, ${o.label}, ${lane}${o.bad ? `, ${o.bad} findings` : ""}`;
	return `${o.stop.name}, ${lane}${o.bad ? `, ${wrongIn(o.stop, lanes[o.lane].context).map(i => data.findings[i].rule + " " + data.findings[i].name).join(", ")}` : ""}`;
}

// drawPinned draws the names of lanes and columns for the current view.
function drawPinned() {
	const {x, y, k} = view, box = svg.getBoundingClientRect();
	world.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
	svg.classList.toggle("far", k < .42);
	pinned.replaceChildren(el("rect", {class: "head-plate", x: 0, y: 0, width: box.width, height: headHeight}));
	for (const b of shown.bands) {
		const top = b.y * k + y, bottom = top + b.height * k;
		if (bottom < headHeight + 24 || top > box.height) continue;
		const at = Math.max(top, headHeight) + 17;
		const name = el("text", {class: "lane-name " + b.context, x: 10, y: at}, b.name, el("tspan", {dx: 7}, `${b.count}`));
		const plate = el("rect", {class: "lane-plate", x: 5, y: at - 14, width: b.name.length * 7.6 + 34, height: 20, rx: 5});
		pinned.append(plate, name);
	}
	let end = -Infinity;
	for (const p of new Set(shown.cols.map(c => c.package))) {
		const cols = shown.cols.filter(c => c.package === p);
		end = drawHead(p, cols, end, box);
	}
}

// drawHead writes a package's name at the top, as long as there is room, and returns where it ends.
function drawHead(p, cols, end, box) {
	const {x, k} = view;
	const left = cols[0].x * k + x, right = cols.at(-1).end * k + x;
	const from = Math.max(left, 4, end);
	const room = Math.max(right, left + 30) - from;
	if (right < 0 || from > box.width || room < 24) return end;
	const closed = state.closed.has(p.index);
	const name = clip(p.title, Math.max(20, room - 34));
	const head = el("text", {class: "head" + (p.findings ? " bad" : ""), x: from + 4, y: 17, role: "button", tabindex: 0, "data-package": p.path,
		"aria-expanded": String(!closed), "aria-label": `Package ${p.path}, ${p.stops.length} functions, ${closed ? "collapsed" : "expanded"}`},
	(closed ? "▸ " : "▾ ") + name, el("tspan", {class: "count", dx: 6}, p.findings ? String(p.findings) : ""));
	head.append(el("title", {}, `${p.path}: ${p.stops.length} functions, ${p.findings} findings. Click to ${closed ? "expand" : "collapse"}.`));
	head.addEventListener("click", () => toggle(p));
	head.addEventListener("keydown", e => {
		if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); toggle(p); }
	});
	pinned.append(head);
	return from + measure(name) + 40;
}

function toggle(p) {
	if (!state.closed.delete(p.index)) state.closed.add(p.index);
	draw();
	drawPinned();
}
