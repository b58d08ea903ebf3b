// The connection of a page with its server: JSON messages both ways, and pictures from the server. It comes back by itself
// after the network was cut; the page, its stream and its settings are still there then.

const unknown = 4404; // the server's code for: there is no such page any more
const goingAway = 1001;

/**
 * Connects the page.
 * @param {Object<string, function(any)>} handlers called with a message's data, by kind
 * @param {function(DataView): (Promise|void)} picture shows a picture; the next one but one comes when it has
 * @returns {{send: function(string, any=)}}
 */
export function connect(handlers, picture) {
  const id = document.body.dataset.page;
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/${id}`;
  let socket, attempt = 0, timer, leaving = false, serverEnded = false;

  function open() {
    clearTimeout(timer);
    socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    const mine = socket;
    socket.onopen = () => { attempt = 0; serverEnded = false; status("connected", "connected"); };
    socket.onmessage = async (event) => {
      if (typeof event.data === "string") {
        const { kind, data } = JSON.parse(event.data);
        handlers[kind]?.(data);
        return;
      }
      try {
        await picture(new DataView(event.data, 4));
      } finally {
        if (mine.readyState === WebSocket.OPEN) mine.send('{"kind":"shown"}');
      }
    };
    socket.onclose = (event) => {
      if (leaving || mine !== socket) return;
      handlers.closed?.();
      if (event.code === unknown) return anew();
      serverEnded ||= event.code === goingAway; // it said so; that it does not answer now is the same news
      status("away", serverEnded ? "the server has ended; trying again" : "connection lost; trying again");
      timer = setTimeout(open, Math.min(250 * 2 ** attempt++, 5000));
    };
  }

  // anew asks for a new page: this one's time is over, or the server was started again. Once in a while only, so that
  // a server with a mistake is not asked without end.
  function anew() {
    const last = Number(sessionStorage.getItem("anew"));
    if (Date.now() - last < 10000) return status("ended", "this page has ended; please reload it");
    sessionStorage.setItem("anew", String(Date.now()));
    location.reload();
  }

  addEventListener("pagehide", () => { leaving = true; clearTimeout(timer); socket.close(1000); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("online", () => { if (socket.readyState === WebSocket.CLOSED && !leaving) open(); });
  open();
  return {
    send(kind, data) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ kind, data }));
    },
  };
}

function status(state, text) {
  const line = document.getElementById("connection");
  line.dataset.state = state;
  line.textContent = text;
}

/** Says what went wrong, until the next thing does or some time has passed. */
let silence;
export function complain(text) {
  const line = document.getElementById("error");
  line.textContent = text;
  line.hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { line.hidden = true; }, 12000);
}

/** Shows numbers in the elements of their names. */
export function figures(data, digits = {}) {
  for (const [name, value] of Object.entries(data)) {
    const place = document.getElementById(name);
    if (place && typeof value === "number") place.textContent = value.toFixed(digits[name] ?? 0);
  }
}

/**
 * Ties a form to the settings that the server has. They are kept for a reload of the page.
 * @returns {function(Object)} shows the server's settings
 */
export function settings(form, live, changed) {
  const key = "settings " + location.pathname;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  let first = true;

  function read() {
    const values = {};
    for (const field of form.elements) {
      if (field.name) values[field.name] = field.type === "range" ? Number(field.value) : field.value;
    }
    return values;
  }
  function show(values) {
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements[name];
      if (!field || field === document.activeElement && field.type === "range") continue; // it is being dragged
      field.value = value;
    }
    outputs();
  }
  function outputs() {
    for (const out of form.querySelectorAll("output")) out.textContent = form.elements[out.htmlFor.value].value;
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    changed?.(event.target);
    outputs();
    const values = read();
    sessionStorage.setItem(key, JSON.stringify(values));
    live().send("set", values);
  });
  return (values) => {
    if (first && kept) live().send("set", kept);
    else show(values);
    first = false;
  };
}
