// The stage: original, result and difference in panes on top of each other or side by side, and how they are compared.
import { createZoom } from './zoom.js';

const FLICKER_MS = 700;

/**
 * `fit(picture)` makes room for a new one, `showResult` tells whether the encoded layer is to be seen, `isStale` that it is out of
 * date. `needDifference()` is called when the difference has to be drawn.
 */
export function createStage(stage, { views, zooms, needDifference }) {
  const split = stage.querySelector('#split');
  const panes = [...stage.querySelectorAll('.pane')];
  const zoom = createZoom(stage, panes, zooms);
  let hasResult = false;
  let flicker;

  const view = () => views.querySelector(':checked').value;

  function cut() {
    const share = Number(split.value);
    stage.style.setProperty('--split', `${share}%`);
    split.setAttribute('aria-valuetext', `${Math.round(share)} % original`);
  }

  function choose() {
    stage.dataset.view = view();
    split.disabled = view() !== 'slider' || !hasResult;
    clearInterval(flicker);
    stage.classList.remove('flicked');
    // Who wants less motion changes pictures by a key or a click.
    const moves = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (view() === 'flicker' && moves) flicker = setInterval(flick, FLICKER_MS);
    if (view() === 'difference' && hasResult) needDifference();
    zoom.place();
  }

  const flick = () => stage.classList.toggle('flicked');

  split.addEventListener('input', cut);
  views.addEventListener('change', choose);
  stage.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || view() !== 'flicker') return;
    event.preventDefault();
    flick();
  });
  cut();
  choose();

  return {
    fit(picture) {
      zoom.fit(picture);
      this.showResult(false);
    },
    showResult(shown) {
      hasResult = shown;
      stage.classList.toggle('has-result', shown);
      stage.classList.remove('stale');
      choose();
    },
    stale() {
      stage.classList.add('stale');
    },
  };
}
