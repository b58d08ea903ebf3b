// What the user does: looks around, points, picks, searches, filters.

const view = {x: 0, y: 0, k: 1};
const closest = 3, farthest = .04;

function fit() {
	const box = svg.getBoundingClientRect(), height = box.height - headHeight - bottomMargin;
	const k = Math.min((box.width - leftMargin - 10) / shown.width, height / shown.height, 1.6);
	view.k = Math.max(farthest, k);
	view.x = leftMargin + (box.width - leftMargin - shown.width * view.k) / 2;
	view.y = headHeight + Math.max(0, (height - shown.height * view.k) / 2);
	drawPinned();
}

function redraw() {
	draw();
	fit();
}

function zoom(factor, cx, cy) {
	const k = Math.min(closest, Math.max(farthest, view.k * factor));
	view.x = cx - (cx - view.x) * k / view.k;
	view.y = cy - (cy - view.y) * k / view.k;
	view.k = k;
	drawPinned();
}

const zoomCentre = factor => {
	const box = svg.getBoundingClientRect();
	zoom(factor, box.width / 2, box.height / 2);
};

// centre brings an occurrence into sight, near enough to be read.
function centre(o) {
	const box = svg.getBoundingClientRect();
	view.k = Math.max(view.k, .9);
	view.x = box.width / 2 - o.x * view.k - 60;
	view.y = (box.height + headHeight) / 2 - o.y * view.k;
	drawPinned();
}

const occurrenceOf = stop => shown.all.find(o => o.stop === stop && o.bad) || shown.all.find(o => o.stop === stop);

// pick selects a stop, and goes there if it was chosen elsewhere than on the map.
function pick(index, go) {
	choose(index, -1);
	showDetails();
	showFindings();
	if (index >= 0 && go) {
		const o = occurrenceOf(data.stops[index]);
		if (o) {
			centre(o);
			o.element.focus({preventScroll: true});
		}
		$("panel").scrollTop = 0;
	}
}

function pickFinding(i) {
	const f = data.findings[i], at = data.stops[f.stop >= 0 ? f.stop : f.stops[0]];
	choose(-1, i);
	showDetails();
	showFindings();
	const o = at && occurrenceOf(at);
	if (o) centre(o);
	$("panel").scrollTop = 0;
}

// choose makes a stop or a finding the one that all is about, and draws again if some of it was not to be seen.
function choose(stop, finding) {
	Object.assign(state, {picked: stop, finding});
	const about = stop >= 0 ? [stop] : finding >= 0 ? [data.findings[finding].stop, ...data.findings[finding].stops].filter(i => i >= 0) : [];
	let missing = false;
	for (const i of about) missing = reveal(data.stops[i]) || missing;
	const there = new Set(shown.all.map(o => o.stop));
	if (missing || about.some(i => !there.has(data.stops[i]))) draw();
	showPackages();
	drawPinned();
	emphasise();
}

// emphasise lights up what belongs to the stop under the pointer, or to what is picked, and dims the rest.
function emphasise(over) {
	const stop = over ? over.stop : state.picked >= 0 ? data.stops[state.picked] : null;
	const lit = new Set(), findings = new Set();
	if (stop) {
		lit.add(stop);
		for (const i of stop.findings) findings.add(i);
		for (const l of [...stop.out, ...stop.in]) if (crossing(l) || state.calls) lit.add(data.stops[l.from]).add(data.stops[l.to]);
	} else if (state.finding >= 0 && !over) {
		findings.add(state.finding);
	}
	for (const i of findings) {
		const f = data.findings[i];
		for (const s of [f.stop, ...f.stops]) if (s >= 0) lit.add(data.stops[s]);
	}
	const on = lit.size > 0 || !!over?.hub;
	svg.classList.toggle("dim", on);
	for (const o of shown.all) {
		o.element.classList.toggle("lit", on && (o === over || (o.stop ? lit.has(o.stop) : o.stops.some(s => lit.has(s)))));
		o.element.classList.toggle("picked", o.stop !== undefined && o.stop === data.stops[state.picked]);
	}
	for (const r of shown.routes) {
		const mine = stop && r.links.some(l => data.stops[l.from] === stop || data.stops[l.to] === stop);
		const chained = r.links.some(l => l.findings.some(i => findings.has(i)));
		r.element.classList.toggle("lit", on && Boolean(mine || chained || over?.hub && (r.a === over || r.b === over)));
	}
}

function tip(o, x, y) {
	const box = $("tip");
	box.hidden = !o;
	if (!o) return;
	box.replaceChildren(...(o.stop ? describe(o.stop, o.lane, false)
		: [h("p", {}, h("span", {class: "name"}, o.hub.path)), h("p", {}, `${o.label} here${o.bad ? `, ${o.bad} with findings` : ""}`), h("p", {class: "quiet"}, "Click to expand the package.")]));
	const stage = $("stage").getBoundingClientRect(), own = box.getBoundingClientRect();
	box.style.left = `${Math.max(4, Math.min(x + 16, stage.width - own.width - 8))}px`;
	box.style.top = `${y + 18 + own.height > stage.height ? Math.max(4, y - own.height - 14) : y + 18}px`;
}

// neighbour finds the next stop in the direction of an arrow key.
function neighbour(o, dx, dy) {
	let best = null, least = Infinity;
	for (const other of shown.all) {
		const along = (other.x - o.x) * dx + (other.y - o.y) * dy;
		const across = Math.abs((other.x - o.x) * dy) + Math.abs((other.y - o.y) * dx);
		if (along <= 0 || along + 3 * across >= least) continue;
		least = along + 3 * across;
		best = other;
	}
	return best;
}

const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

function key(e) {
	if (e.ctrlKey || e.metaKey || e.altKey) return;
	const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox";
	if (e.key === "Escape") {
		$("search").value = "";
		showHits("");
		tip(null);
		pick(-1);
		svg.focus();
		return;
	}
	if (typing) return;
	const at = document.activeElement?.occurrence;
	const commands = {
		"/": () => {}, // the focus comes when the key goes up, so that the field does not get it
		"+": () => zoomCentre(1.25), "=": () => zoomCentre(1.25), "-": () => zoomCentre(.8), "0": fit,
		"d": () => $("theme").click(),
		"f": () => data.findings.length && pickFinding((state.finding + 1) % data.findings.length),
	};
	if (commands[e.key]) {
		e.preventDefault();
		commands[e.key]();
	} else if (arrows[e.key] && svg.contains(document.activeElement)) {
		e.preventDefault();
		const next = at ? neighbour(at, ...arrows[e.key]) : shown.all[0];
		if (!next) return;
		next.element.focus({preventScroll: true});
		const box = svg.getBoundingClientRect(), x = next.x * view.k + view.x, y = next.y * view.k + view.y;
		if (x < 40 || x > box.width - 160 || y < headHeight + 20 || y > box.height - 30) centre(next);
		emphasise(next);
	} else if ((e.key === "Enter" || e.key === " ") && at) {
		e.preventDefault();
		activate(at);
	}
}

function keyUp(e) {
	if (e.key === "/" && document.activeElement !== $("search")) $("search").focus();
}

function activate(o) {
	if (o.hub) toggle(o.hub);
	else pick(data.stops.indexOf(o.stop));
}

function listen() {
	const found = e => e.target.closest?.(".stop")?.occurrence;
	let drag = null;
	svg.addEventListener("pointerdown", e => { drag = {x: e.clientX, y: e.clientY, moved: false}; });
	addEventListener("pointermove", e => {
		if (!drag || e.buttons === 0) return;
		if (!drag.moved && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < 4) return;
		drag.moved = true;
		svg.classList.add("dragging");
		tip(null);
		view.x += e.clientX - drag.x;
		view.y += e.clientY - drag.y;
		Object.assign(drag, {x: e.clientX, y: e.clientY});
		drawPinned();
	});
	addEventListener("pointerup", () => svg.classList.remove("dragging"));
	svg.addEventListener("click", e => {
		if (drag?.moved) return;
		const o = found(e);
		if (o) activate(o);
		else if (!e.target.closest(".head")) pick(-1);
	});
	svg.addEventListener("wheel", e => {
		e.preventDefault();
		const box = svg.getBoundingClientRect();
		if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
			view.x -= e.deltaX || e.deltaY;
			drawPinned();
		} else zoom(Math.exp(-e.deltaY * (e.deltaMode ? .05 : .0016)), e.clientX - box.left, e.clientY - box.top);
	}, {passive: false});
	svg.addEventListener("pointerover", e => {
		const o = found(e);
		if (svg.classList.contains("dragging")) return;
		const box = svg.getBoundingClientRect();
		tip(o, e.clientX - box.left, e.clientY - box.top);
		emphasise(o);
	});
	svg.addEventListener("pointerleave", () => { tip(null); emphasise(); });
	addEventListener("keydown", key);
	addEventListener("keyup", keyUp);
	addEventListener("resize", redraw);
	$("search").addEventListener("input", e => showHits(e.target.value));
	$("search").addEventListener("keydown", e => {
		if (e.key !== "Enter") return;
		const [first] = search(e.target.value);
		if (first) pick(data.stops.indexOf(first), true);
	});
	$("detail").addEventListener("change", e => { state.detail = e.target.value; redraw(); });
	$("calls").addEventListener("change", e => { state.calls = e.target.checked; redraw(); });
	$("fit").addEventListener("click", fit);
	$("in").addEventListener("click", () => zoomCentre(1.25));
	$("out").addEventListener("click", () => zoomCentre(.8));
	$("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme !== "dark"));
}

function theme(dark) {
	document.documentElement.dataset.theme = dark ? "dark" : "light";
	$("theme").textContent = dark ? "Light" : "Dark";
}

theme(matchMedia("(prefers-color-scheme: dark)").matches);
begin();
$("title").textContent = data.title;
$("summary").textContent = [count(data.stops.length, "function"), count(data.links.filter(crossing).length, "crossing"), count(data.findings.length, "finding")].join(" · ");
$("detail").value = state.detail;
$("calls").checked = state.calls;
showFindings();
showPackages();
draw();
showLegend();
fit();
listen();
