// The panel: what a stop is, where it runs and why, what is wrong; the list of findings; the packages.

function h(name, attributes = {}, ...children) {
	const e = document.createElement(name);
	for (const [k, v] of Object.entries(attributes)) {
		if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
		else if (v !== undefined && v !== false) e.setAttribute(k, v);
	}
	e.append(...children.filter(c => c !== undefined && c !== ""));
	return e;
}

const $ = id => document.getElementById(id);

const chainList = (steps, bad) => h("ol", {class: "chain" + (bad ? " bad" : "")},
	...steps.slice(0, 14).map(s => h("li", {}, s.text, h("br"), h("span", {class: "place"}, place(s)))),
	steps.length > 14 ? h("li", {class: "quiet"}, `… and ${steps.length - 14} more`) : "");

const ruleName = f => h("span", {class: "rule-id"}, `${f.rule} ${f.name}`);

// describe says what is known of a stop: short for the card at the pointer, long for the panel.
function describe(stop, lane, long) {
	const out = [h("p", {}, h("span", {class: "name"}, stop.name))];
	out.push(h("p", {class: "place"}, long ? `${data.packages[stop.package].path} · ${place(stop.pos)}` : place(stop.pos)));
	out.push(h("p", {}, ...stop.lanes.map(l => h("span", {class: "pill " + l.context}, lanes.find(x => x.context === l.context).name))));
	for (const d of stop.does || []) out.push(h("p", {}, d));
	for (const i of stop.findings) out.push(...describeFinding(data.findings[i], long || stop.findings.length === 1));
	if (!long) return out;
	const others = stop.chained.filter(i => !stop.findings.includes(i));
	if (others.length > 0) out.push(h("h3", {}, "On the way to"), h("ul", {}, ...others.map(findingItem)));
	for (const l of stop.lanes) {
		out.push(h("h3", {}, h("span", {class: "pill " + l.context}, lanes.find(x => x.context === l.context).name), h("span", {class: "quiet"}, `${l.confidence}`)));
		out.push(chainList(l.chain || []));
	}
	for (const [title, links, other] of [["Starts or posts", stop.out.filter(crossing), l => l.to], ["Calls", stop.out.filter(l => !crossing(l)), l => l.to], ["Run by", stop.in, l => l.from]]) {
		const all = [...new Set(links.map(other))];
		if (all.length > 0) out.push(h("h3", {}, `${title} ${all.length}`), h("ul", {}, ...all.slice(0, 40).map(i => stopItem(data.stops[i]))));
	}
	return out;
}

function describeFinding(f, chain) {
	return [h("p", {}, ruleName(f), " ", h("span", {class: "quiet"}, f.confidence), h("br"), f.message), chain ? chainList(f.chain || [], true) : ""];
}

const stopItem = stop => h("li", {}, h("button", {onclick: () => pick(data.stops.indexOf(stop), true)}, h("span", {class: "name"}, stop.name), " ",
	h("span", {class: "place"}, `${data.packages[stop.package].name} ${place(stop.pos)}`)));

const findingItem = i => {
	const f = data.findings[i];
	return h("li", {}, h("button", {class: state.finding === i ? "current" : undefined, onclick: () => pickFinding(i)}, ruleName(f), ` ${f.message.split(";")[0]} `, h("span", {class: "place"}, `${f.file}:${f.line}`)));
};

function showDetails() {
	const box = $("details");
	box.replaceChildren();
	if (state.picked >= 0) box.append(h("h2", {}, "Function"), ...describe(data.stops[state.picked], null, true));
	else if (state.finding >= 0) box.append(h("h2", {}, "Finding"), ...describeFinding(data.findings[state.finding], true));
}

function showFindings() {
	$("findings").replaceChildren(h("h2", {}, data.findings.length ? `Findings ${data.findings.length}` : "No findings"),
		h("ul", {}, ...data.findings.keys().map(findingItem)));
}

function showPackages() {
	const boxes = data.packages.map(p => h("li", {}, h("label", {title: p.path},
		h("input", {type: "checkbox", checked: state.hidden.has(p.index) ? false : "", "data-package": p.path, onchange: e => {
			if (e.target.checked) state.hidden.delete(p.index); else state.hidden.add(p.index);
			redraw();
		}}), h("span", {}, p.name), h("span", {class: p.findings ? "rule-id" : ""}, p.findings ? `${p.findings} of ${p.stops.length}` : String(p.stops.length)))));
	const all = on => () => {
		state.hidden = new Set(on ? [] : data.packages.map(p => p.index));
		redraw();
		showPackages();
	};
	const fold = on => () => {
		state.closed = new Set(on ? data.packages.map(p => p.index) : []);
		redraw();
	};
	$("packages").replaceChildren(h("h2", {}, `Packages ${data.packages.length}`),
		h("p", {class: "buttons"}, h("button", {id: "all", onclick: all(true)}, "All"), h("button", {id: "none", onclick: all(false)}, "None"),
			h("button", {id: "expand", onclick: fold(false)}, "Expand"), h("button", {id: "collapse", onclick: fold(true)}, "Collapse")),
		h("ul", {}, ...boxes));
}

function showHits(text) {
	const hits = search(text), box = $("hits");
	box.hidden = text.trim() === "";
	box.replaceChildren(h("h2", {}, hits.length === 0 ? "Nothing found" : `Found ${hits.length}`), h("ul", {}, ...hits.slice(0, 50).map(stopItem)));
	return hits;
}

function showLegend() {
	const sample = (cls, head) => el("svg", {viewBox: "0 0 30 12", "aria-hidden": "true"}, el("path", {class: "link " + cls, d: "M0 6H28", "marker-end": `url(#head-${head})`}));
	const item = (cls, head, text) => h("span", {}, sample(cls, head), text);
	const kinds = new Set(data.links.map(l => l.kind));
	const dot = el("svg", {viewBox: "0 0 30 12", "aria-hidden": "true"}, el("g", {class: "stop bad", transform: "translate(22 6)"}, el("circle", {class: "dot", r: 5})));
	$("legend").replaceChildren(...[
		kinds.has("handler") ? item("ui handler", "ui", "becomes a handler") : "",
		kinds.has("dispatch") ? item("ui", "ui", "posted to the UI goroutine") : "",
		kinds.has("go") || kinds.has("spawn") ? item("background", "background", "started in the background") : "",
		kinds.has("process") ? item("process", "process", "run in a worker process") : "",
		item("call", "call", "call"),
		data.findings.length ? h("span", {}, dot, "finding") : "",
	].filter(Boolean));
}
