// A classic worker of the page that uses the package itself.
onmessage = async ({ data: format }) => {
  try {
    const [imw, { rgbaPattern }] = await Promise.all([import('/imwrite/browser/index.js'), import('/tools.js')]);
    postMessage({ bytes: await imw.imwrite({ data: rgbaPattern(40, 30), width: 40, height: 30 }, format) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
};
