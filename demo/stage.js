// The stage: original and result on top of each other, a line to compare them, and zoom.

/** `fit(image)` makes room for a new picture, `showResult` tells whether the encoded layer is to be seen. */
export function createStage(stage) {
  const [scroller, sheet, split] = ['.scroller', '.sheet', '#split'].map((selector) => stage.querySelector(selector));
  const result = sheet.querySelector('#result');
  const zooms = [...stage.querySelectorAll('[name=zoom]')];
  let size = { width: 3, height: 2 };

  const zoom = () => Number(zooms.find((radio) => radio.checked).value);

  /** Fit fills the stage; 100 % is one pixel of the picture on one of the screen. */
  function place() {
    const { clientWidth, clientHeight } = stage;
    const factor = zoom();
    const scale = factor ? factor / devicePixelRatio : Math.min(clientWidth / size.width, clientHeight / size.height);
    sheet.style.width = `${size.width * scale}px`;
    sheet.style.height = `${size.height * scale}px`;
    sheet.classList.toggle('pixelated', scale * devicePixelRatio > 2);
    stage.classList.toggle('zoomed', factor !== 0);
    // A scrolling region that the keyboard cannot reach would be lost to it.
    scroller.tabIndex = factor ? 0 : -1;
    cut();
  }

  /** The line stands still on the stage while the picture scrolls below it. */
  function cut() {
    const share = Number(split.value) / 100;
    stage.style.setProperty('--split', `${share * 100}%`);
    const inSheet =
      share * stage.clientWidth - (sheet.getBoundingClientRect().left - stage.getBoundingClientRect().left);
    sheet.style.setProperty('--cut', `${Math.max(0, inSheet)}px`);
    split.setAttribute('aria-valuetext', `${Math.round(share * 100)} % original`);
  }

  split.addEventListener('input', cut);
  scroller.addEventListener('scroll', cut, { passive: true });
  for (const radio of zooms) radio.addEventListener('change', centred);
  new ResizeObserver(place).observe(stage);

  function centred() {
    const x = (scroller.scrollLeft + scroller.clientWidth / 2) / sheet.offsetWidth;
    const y = (scroller.scrollTop + scroller.clientHeight / 2) / sheet.offsetHeight;
    place();
    scroller.scrollTo(
      x * sheet.offsetWidth - scroller.clientWidth / 2,
      y * sheet.offsetHeight - scroller.clientHeight / 2,
    );
    cut();
  }

  return {
    fit({ width, height }) {
      size = { width, height };
      result.hidden = true;
      place();
    },
    showResult(shown) {
      result.hidden = !shown;
    },
  };
}
