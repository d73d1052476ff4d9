// Where pictures come from: the file chooser, drag and drop, the clipboard, and the three samples.

/** Calls `open(file)` for each picture the user gives, `failed(error)` when none could be had. */
export function wireSources({ input, samples, open, failed }) {
  input.addEventListener('change', () => {
    if (input.files[0]) open(input.files[0]);
    input.value = ''; // the same file may be chosen again
  });

  for (const button of samples) {
    button.addEventListener('click', () => openSample(button.dataset.sample).then(open, failed));
  }

  addEventListener('paste', (event) => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    open(file);
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
    const [file] = event.dataTransfer.files;
    if (file) open(file);
    else failed(new Error('what was dropped is not a file: save the picture first, then drop it'));
  });
}

export async function openSample(name) {
  const response = await fetch(`pictures/${name}`);
  if (!response.ok) throw new Error(`${name} could not be loaded: the server answered ${response.status}`);
  return new File([await response.blob()], name);
}
