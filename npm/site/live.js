// Examples that run: each block with the class "live" gets buttons, can be edited, and runs in a frame of its own. A classic script,
// so that pages opened from the disk say what is missing. The code is what this page holds or its reader types, never an address's.
const { root: base } = document.documentElement.dataset;
const served = /^https?:$/.test(location.protocol);
const most = 12;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** What a run shows: the text of the console, errors, and files. */
function outputOf(element) {
  let urls = [];
  let files = 0;
  const url = (blob) => {
    urls.push(URL.createObjectURL(blob));
    return urls.at(-1);
  };
  const say = (kind, text) => element.append(make('pre', { className: `live-${kind}`, textContent: text }));
  return {
    clear() {
      for (const old of urls) URL.revokeObjectURL(old);
      urls = [];
      files = 0;
      element.replaceChildren();
    },
    say,
    file({ name, title, mimeType, bytes, width, height, picture }) {
      if (++files > most) return files === most + 1 && say('log', 'Further files are not shown.');
      const size = `${title}, ${width ? `${width} × ${height}, ` : ''}${bytes.length.toLocaleString('en')} bytes`;
      const link = make('a', { href: url(new Blob([bytes], { type: mimeType })), download: name, textContent: name });
      const shown = picture ? [make('img', { src: url(picture), width, height, alt: size })] : [];
      return element.append(make('figure', {}, ...shown, make('figcaption', {}, link, ` ${size}`)));
    },
  };
}

/** Runs the code in a new frame; `show` gets its messages until it is done. Gives what ends it. */
function start(code, show) {
  const frame = make('iframe', { src: `${base}/site/live-frame.html`, className: 'live-frame', tabIndex: -1 });
  frame.setAttribute('aria-hidden', 'true');
  const receive = ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    if (data.type === 'ready') frame.contentWindow.postMessage({ code }, location.origin);
    else show(data);
  };
  addEventListener('message', receive);
  document.body.append(frame);
  return () => {
    removeEventListener('message', receive);
    frame.remove();
  };
}

function enliven(block) {
  const shown = block.querySelector('pre');
  const original = shown.textContent;
  const editor = make('textarea', { value: original, spellcheck: false, wrap: 'off', hidden: true });
  editor.setAttribute('aria-label', 'Code of the example');
  editor.rows = original.split('\n').length;
  const [run, edit, reset] = ['Run', 'Edit', 'Reset'].map((textContent) =>
    make('button', { type: 'button', textContent }),
  );
  const status = make('span', { role: 'status' });
  const area = make('div', { className: 'live-output' });
  const output = outputOf(area);
  let end;

  const editing = (on) => {
    shown.hidden = on;
    editor.hidden = !on;
    edit.hidden = on;
    reset.hidden = !on;
  };
  const show = (message) => {
    if (message.type === 'file') output.file(message);
    else if (message.type === 'done') {
      status.textContent = message.failed ? 'Failed.' : `Done in ${message.milliseconds} ms.`;
      end();
    } else output.say(message.type, message.text);
  };
  const go = () => {
    end?.();
    output.clear();
    if (!served) {
      status.textContent = 'Examples run only over http: serve this folder, and open the page there.';
      return;
    }
    status.textContent = 'Running …';
    end = start(editor.value, show);
  };

  run.addEventListener('click', go);
  edit.addEventListener('click', () => {
    editing(true);
    editor.focus();
  });
  reset.addEventListener('click', () => {
    editor.value = original;
    editing(false);
    edit.focus();
  });
  editor.addEventListener('input', () => (editor.rows = editor.value.split('\n').length));
  editor.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    go();
  });
  editing(false);
  block.append(editor, make('p', { className: 'live-buttons' }, run, edit, reset, status), area);
}

document.querySelectorAll('.live').forEach(enliven);
