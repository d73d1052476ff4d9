// A page whose client component uses the package.
import Client from './client.js';

export default function Page() {
  return <Client />;
}
