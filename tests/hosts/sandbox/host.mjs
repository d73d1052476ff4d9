// A sandboxed frame that may run scripts and nothing else: its origin is `null`.
export default {
  name: 'sandbox',
  title: 'iframe sandbox="allow-scripts"',
  async run({ check, entry, write, serve, page }) {
    write('index.html', '<!doctype html><link rel="icon" href="data:,"><iframe name="sandbox" sandbox="allow-scripts" src="frame.html"></iframe>');
    const open = async (imwrite) => {
      const map = { imports: { imwrite } };
      write('frame.html', `<!doctype html><script type="importmap">${JSON.stringify(map)}</script><script type="module" src="main.js"></script>`);
      return page(await serve('.', { headers: { 'Access-Control-Allow-Origin': '*' } }), { frame: 'sandbox' });
    };
    await check('imwrite', () => open(entry('.')), { needs: 'the server sends `Access-Control-Allow-Origin`' });
    await check('imwrite/inline', () => open(entry('./inline')), { needs: 'the server sends `Access-Control-Allow-Origin`' });
  },
};
