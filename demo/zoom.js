// Zoom and pan of the stage: buttons, keys, wheel, drag and two fingers. 100 % is one pixel of the picture on one of the screen.

const MOST = 16;
const STEP = 1.25;

/** `place()` lays the sheets anew, `fit(size)` makes room for a picture of this size. */
export function createZoom(stage, panes, { fit: fitButton, actual, closer, farther, text }) {
  const sheets = panes.map((pane) => pane.querySelector('.sheet'));
  let size = { width: 3, height: 2 };
  let factor; // pixels of the screen for one of the picture; undefined: as large as there is room for
  let center = { x: 0.5, y: 0.5 }; // what of the picture is in the middle of a pane

  const room = () => ({ width: panes[0].clientWidth, height: panes[0].clientHeight });
  const fitting = () => {
    const { width, height } = room();
    return Math.min(width / size.width, height / size.height) * devicePixelRatio;
  };
  const current = () => factor ?? fitting();

  function place() {
    const { width, height } = room();
    if (!width || !height) return;
    const scale = current() / devicePixelRatio;
    const drawn = { width: size.width * scale, height: size.height * scale };
    center = {
      x: drawn.width <= width ? 0.5 : clamp(center.x, width / drawn.width / 2),
      y: drawn.height <= height ? 0.5 : clamp(center.y, height / drawn.height / 2),
    };
    const left = Math.round(width / 2 - center.x * drawn.width);
    const top = Math.round(height / 2 - center.y * drawn.height);
    for (const sheet of sheets) {
      sheet.style.width = `${drawn.width}px`;
      sheet.style.height = `${drawn.height}px`;
      sheet.style.transform = `translate(${left}px, ${top}px)`;
      sheet.classList.toggle('pixelated', current() >= 2);
    }
    stage.classList.toggle('zoomed', factor !== undefined);
    text.textContent = `${Math.round(current() * 100)} %`;
    fitButton.setAttribute('aria-pressed', String(factor === undefined));
    closer.disabled = current() >= MOST;
    farther.disabled = factor === undefined;
  }

  /** Zooms so that the point of the picture below `at` (of a pane, in CSS pixels) stays there. */
  function zoomTo(next, at = middle()) {
    const { width, height } = room();
    const before = current() / devicePixelRatio;
    const under = {
      x: center.x + (at.x - width / 2) / (size.width * before),
      y: center.y + (at.y - height / 2) / (size.height * before),
    };
    factor = next <= fitting() * 1.001 ? undefined : Math.min(MOST, next);
    const after = current() / devicePixelRatio;
    center = {
      x: under.x - (at.x - width / 2) / (size.width * after),
      y: under.y - (at.y - height / 2) / (size.height * after),
    };
    place();
  }

  const middle = () => ({ x: room().width / 2, y: room().height / 2 });

  function pan(x, y) {
    const scale = current() / devicePixelRatio;
    center = { x: center.x - x / (size.width * scale), y: center.y - y / (size.height * scale) };
    place();
  }

  /** Where a pointer is in its pane. */
  function pointIn({ clientX, clientY }) {
    const boxes = panes.map((pane) => pane.getBoundingClientRect()).filter(({ width }) => width > 0);
    const box = boxes.find(({ left, right }) => clientX >= left && clientX < right) ?? boxes[0];
    return { x: clientX - box.left, y: clientY - box.top };
  }

  fitButton.addEventListener('click', () => zoomTo(0));
  actual.addEventListener('click', () => zoomTo(1));
  closer.addEventListener('click', () => zoomTo(current() * STEP ** 2));
  farther.addEventListener('click', () => zoomTo(current() / STEP ** 2));

  stage.addEventListener(
    'wheel',
    (event) => {
      const isFit = factor === undefined;
      if (isFit && event.deltaY > 0) return; // the page scrolls on
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      zoomTo(current() * STEP ** ((-event.deltaY * lines) / 60), pointIn(event));
    },
    { passive: false },
  );

  const keys = {
    '+': () => zoomTo(current() * STEP),
    '=': () => zoomTo(current() * STEP),
    '-': () => zoomTo(current() / STEP),
    0: () => zoomTo(0),
    1: () => zoomTo(1),
    ArrowLeft: () => pan(60, 0),
    ArrowRight: () => pan(-60, 0),
    ArrowUp: () => pan(0, 60),
    ArrowDown: () => pan(0, -60),
  };
  stage.addEventListener('keydown', (event) => {
    if (event.target !== stage || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  wireFingers(stage, {
    pan: (x, y) => factor !== undefined && pan(x, y),
    pinch: (by, at) => zoomTo(current() * by, pointIn(at)),
  });
  new ResizeObserver(place).observe(stage);

  return {
    place,
    fit({ width, height }) {
      if (width !== size.width || height !== size.height) [factor, center] = [undefined, { x: 0.5, y: 0.5 }];
      size = { width, height };
      place();
    },
  };
}

const clamp = (value, margin) => Math.min(1 - margin, Math.max(margin, value));

/** One pointer drags, two pinch. */
function wireFingers(stage, { pan, pinch }) {
  const pointers = new Map();
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (event.target.id !== 'split') stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, event);
  });
  stage.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    pointers.set(event.pointerId, event);
    if (!other) {
      if (event.target.id !== 'split') pan(event.clientX - before.clientX, event.clientY - before.clientY);
      return;
    }
    const distance = ({ clientX, clientY }) => Math.hypot(clientX - other.clientX, clientY - other.clientY);
    const at = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
    if (distance(before) > 0) pinch(distance(event) / distance(before), at);
  });
  for (const end of ['pointerup', 'pointercancel'])
    stage.addEventListener(end, ({ pointerId }) => pointers.delete(pointerId));
}
