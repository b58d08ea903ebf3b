// The data, and what of it is to be seen.

const data = JSON.parse(document.getElementById("data").textContent);

const lanes = [
	{context: "startup", name: "Start-up", note: "before the event loop runs"},
	{context: "ui", name: "UI goroutine", note: "handlers, dispatched functions"},
	{context: "background", name: "Background", note: "goroutines, executors, commands"},
	{context: "process", name: "Worker processes", note: "no UI, no shared memory"},
];

const detailAuto = 130; // stops; with more of them calls alone are no reason to be shown
const openAuto = 420; // stops; beyond, packages without findings begin collapsed

const state = {
	detail: "all",
	calls: true,
	closed: new Set(), // collapsed packages
	hidden: new Set(), // packages that are filtered out
	picked: -1, // stop
	finding: -1,
};

for (const stop of data.stops) {
	stop.findings ||= [];
	stop.chained ||= [];
	stop.lanes ||= [];
	stop.out = [];
	stop.in = [];
}
for (const [i, link] of data.links.entries()) {
	link.index = i;
	link.findings ||= [];
	data.stops[link.from].out.push(link);
	data.stops[link.to].in.push(link);
}
for (const f of data.findings) f.stops ||= [];
for (const [i, p] of data.packages.entries()) {
	p.index = i;
	p.stops = data.stops.filter(s => s.package === i);
	p.findings = new Set(p.stops.flatMap(s => s.findings)).size;
}

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

// A package's title is the end of its path, as much of it as tells it apart.
for (const p of data.packages) {
	const parts = p.name.split("/");
	const end = n => parts.slice(-n).join("/");
	const taken = n => data.packages.some(q => q !== p && (q.name === end(n) || q.name.endsWith("/" + end(n))));
	let n = 1;
	while (n < parts.length && taken(n)) n++;
	p.title = end(n);
}

const crossing = link => link.kind !== "call";

// wrongIn lists the findings that a stop has in a lane: those of another lane are not to blame on this one.
const wrongIn = (stop, context) => stop.findings.filter(i => {
	const wrong = data.findings[i].context;
	return !wrong || wrong === context || !stop.lanes.some(l => l.context === wrong);
});

// crosses says that a stop has a finding or takes part in a crossing.
const crosses = stop => stop.findings.length > 0 || stop.out.some(crossing) || stop.in.some(crossing);

// wanted says that the filters let a stop through. What only passes calls on (a field's functions, an interface's method) is
// shown where it matters.
function wanted(stop) {
	if (state.hidden.has(stop.package)) return false;
	if (state.picked >= 0 && stop === data.stops[state.picked] || stop.chained.includes(state.finding)) return true;
	switch (state.detail) {
	case "findings": return stop.findings.length > 0 || stop.chained.length > 0;
	case "crossings": return crosses(stop);
	}
	return stop.kind !== "slot" || crosses(stop) || stop.chained.length > 0;
}

// begin chooses what a page of this size opens with.
function begin() {
	if (data.stops.length <= detailAuto) return;
	if (!data.stops.some(crosses)) return;
	state.detail = "crossings";
	state.calls = false;
	let count = data.stops.filter(wanted).length;
	const quiet = [...data.packages].sort((a, b) => a.findings - b.findings || b.stops.length - a.stops.length);
	for (const p of quiet) {
		if (count <= openAuto) break;
		const n = p.stops.filter(wanted).length;
		if (n < 2) continue;
		state.closed.add(p.index);
		count -= n;
	}
}

// reveal makes a stop visible, whatever hides it.
function reveal(stop) {
	const hidden = state.hidden.delete(stop.package);
	return state.closed.delete(stop.package) || hidden;
}

// A stop's name has two parts: "(*View).save$1" is save$1 of View. A call's or a slot's first part says what it is about.
const nameParts = stop => stop.name.match(/^\(?\*?([\w.]+?)\)?\.([^.]+)$/)?.slice(1) ?? ["", stop.name];
const shortName = stop => nameParts(stop)[1];
const typeName = stop => nameParts(stop)[0];

const place = step => step.line ? `${step.file}:${step.line}` : step.file;

// search finds stops by the parts of their names, best first: equal, beginning, within; of the same rank the shorter one.
function search(text) {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return [];
	const hits = [];
	for (const stop of data.stops) {
		const name = stop.name.toLowerCase(), short = shortName(stop).toLowerCase();
		const whole = `${data.packages[stop.package].path} ${name} ${stop.pos.file}`.toLowerCase();
		if (!words.every(w => whole.includes(w))) continue;
		const w = words[0];
		const rank = short === w || name === w ? 0 : short.startsWith(w) ? 1 : short.includes(w) ? 2 : name.includes(w) ? 3 : 4;
		hits.push({stop, rank});
	}
	hits.sort((a, b) => a.rank - b.rank || a.stop.name.length - b.stop.name.length || a.stop.name.localeCompare(b.stop.name));
	return hits.map(h => h.stop);
}
