// Where pictures come from: the file chooser, drag and drop, the clipboard, and the three samples.

/** Calls `open(files)` for the pictures that the user gives, `failed(error)` when none could be had. */
export function wireSources({ input, samples, open, failed }) {
  input.addEventListener('change', () => {
    const files = [...input.files];
    if (files.length > 0) open(files);
    input.value = ''; // the same file may be chosen again
  });

  for (const button of samples) {
    button.addEventListener('click', () => openSample(button.dataset.sample).then((file) => open([file]), failed));
  }

  addEventListener('paste', (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    open(files);
  });

  let depth = 0; // of nested elements the drag has entered
  const mark = (change) => document.body.classList.toggle('dropping', (depth = Math.max(0, depth + change)) > 0);
  addEventListener('dragenter', () => mark(1));
  addEventListener('dragleave', () => mark(-1));
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    depth = 0;
    mark(0);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) open(files);
    else failed(new Error('What was dropped is not a file. Save the picture first, then drop it.'));
  });
}

export async function openSample(name) {
  const response = await fetch(`pictures/${name}`);
  if (!response.ok) throw new Error(`${name} could not be loaded: the server answered ${response.status}`);
  return new File([await response.blob()], name);
}
