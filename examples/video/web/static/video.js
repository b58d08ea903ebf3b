import { complain, connect, figures, settings } from "./live.js";

const $ = (id) => document.getElementById(id);
const screen = $("screen"), context = screen.getContext("2d");
const form = $("settings");
let live;

const showSettings = settings(form, () => live, (field) => {
  // The thresholds rise: one pushes the other along.
  if (field.id === "low") $("high").value = Math.max(field.value, $("high").value);
  if (field.id === "high") $("low").value = Math.min(field.value, $("low").value);
  showFields();
});

function showFields() {
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== $("operation").value;
}

function buttons(connected, playing) {
  $("start").disabled = !connected || playing;
  $("stop").disabled = !connected || !playing;
  $("crash").disabled = !connected || !playing;
}

function showSources(list) {
  const chosen = $("source").value;
  $("source").replaceChildren(...list.map(({ id, label }) => new Option(label, id)));
  $("source").value = list.some(({ id }) => id === chosen) ? chosen : list[0].id;
}

function showWorkers({ busy, idle, starts, crashed, worker }) {
  const dots = [["busy", busy], ["", idle], ["starting", starts]].flatMap(([name, n]) => Array.from({ length: n }, () => {
    const dot = document.createElement("i");
    dot.className = name;
    return dot;
  }));
  $("workers").replaceChildren(...dots);
  const words = `${busy} busy, ${idle} idle, ${starts} starting`;
  $("workers").setAttribute("aria-label", words);
  $("workers").title = words;
  $("crashed").textContent = `${words}${worker ? ` · the last picture came from process ${worker}` : ""} · ${crashed} crashed`;
}

async function show(data) {
  const picture = await createImageBitmap(new Blob([data], { type: "image/jpeg" }));
  if (screen.width !== picture.width || screen.height !== picture.height) {
    [screen.width, screen.height] = [picture.width, picture.height];
  }
  context.drawImage(picture, 0, 0);
  picture.close();
  $("hint").hidden = true;
}

live = connect({
  state({ settings, playing, opencv }) {
    showSettings(settings);
    showFields();
    buttons(true, playing);
    $("opencv").hidden = opencv;
  },
  sources: showSources,
  figures(data) {
    figures(data, { fps: 1, took: 1 });
    showWorkers(data);
  },
  error: complain,
  closed() { buttons(false, false); },
}, show);

// Focus moves to the button that can be pressed next, not to nowhere.
$("start").onclick = () => { live.send("start"); $("stop").disabled = false; $("stop").focus(); };
$("stop").onclick = () => { live.send("stop"); $("start").disabled = false; $("start").focus(); };
$("crash").onclick = () => live.send("crash");
