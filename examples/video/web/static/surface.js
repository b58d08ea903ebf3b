import * as THREE from "./vendor/three/three.module.min.js";
import { complain, connect, figures, settings } from "./live.js";

const $ = (id) => document.getElementById(id);
const screen = $("screen");
let live, view;

const showSettings = settings($("settings"), () => live);

// start draws into the canvas, and gives the function that shows the server's next mesh.
function start() {
  const renderer = new THREE.WebGLRenderer({ canvas: screen, antialias: true });
  const scene = new THREE.Scene();
  const camera = new THREE.PerspectiveCamera(40, 16 / 9, 0.1, 20);
  const geometry = new THREE.BufferGeometry();
  const surface = new THREE.Mesh(geometry, new THREE.MeshStandardMaterial({ color: 0x5b8cff, roughness: 0.35, side: THREE.DoubleSide }));
  surface.frustumCulled = false; // its bounds change with every mesh
  const light = new THREE.DirectionalLight(0xffffff, 2.2);
  light.position.set(2, 3, 4);
  scene.add(surface, light, new THREE.HemisphereLight(0xcfe0ff, 0x30343c, 1.6));

  let across = 0.4, up = 0.3, distance = 4.2, drawing = false;
  function draw() {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      const width = screen.clientWidth, height = screen.clientHeight;
      renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
      renderer.setSize(width, height, false);
      camera.aspect = width / height;
      camera.position.set(distance * Math.sin(across) * Math.cos(up), distance * Math.sin(up), distance * Math.cos(across) * Math.cos(up));
      camera.lookAt(0, 0, 0);
      camera.updateProjectionMatrix();
      renderer.render(scene, camera);
    });
  }
  function turn(dx, dy) {
    across -= dx;
    up = Math.max(-1.4, Math.min(1.4, up + dy));
    draw();
  }
  screen.addEventListener("pointerdown", (event) => screen.setPointerCapture(event.pointerId));
  screen.addEventListener("pointermove", (event) => {
    if (screen.hasPointerCapture(event.pointerId)) turn(event.movementX * 0.008, event.movementY * 0.008);
  });
  function zoom(factor) {
    distance = Math.max(2, Math.min(8, distance * factor));
    draw();
  }
  const keys = {
    ArrowLeft: () => turn(-0.1, 0), ArrowRight: () => turn(0.1, 0), ArrowUp: () => turn(0, -0.1), ArrowDown: () => turn(0, 0.1),
    "+": () => zoom(0.9), "-": () => zoom(1.1),
  };
  screen.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
  new ResizeObserver(draw).observe(screen);

  return (data) => {
    // Numbers of vertices and corners, positions, normals, corners: see Mesh in the package surface.
    const vertices = data.getUint32(0, true), corners = data.getUint32(4, true);
    let at = data.byteOffset + 8;
    const floats = () => new THREE.BufferAttribute(new Float32Array(data.buffer, (at += 12 * vertices) - 12 * vertices, 3 * vertices), 3);
    geometry.dispose();
    geometry.setAttribute("position", floats());
    geometry.setAttribute("normal", floats());
    geometry.setIndex(new THREE.BufferAttribute(new Uint32Array(data.buffer, at, corners), 1));
    draw();
    return new Promise(requestAnimationFrame);
  };
}

try {
  view = start();
} catch (error) {
  view = () => {};
  complain(`This browser cannot draw in three dimensions (WebGL): ${error.message}`);
}

function buttons(connected, moving) {
  $("start").disabled = !connected || moving;
  $("stop").disabled = !connected || !moving;
}

live = connect({
  state({ settings, moving }) {
    showSettings(settings);
    buttons(true, moving);
  },
  figures(data) { figures(data, { fps: 1, took: 1 }); },
  error: complain,
  closed() { buttons(false, false); },
}, view);

$("start").onclick = () => { live.send("start"); $("stop").disabled = false; $("stop").focus(); };
$("stop").onclick = () => { live.send("stop"); $("start").disabled = false; $("start").focus(); };
