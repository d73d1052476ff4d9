// Memory for pixels on their way to a worker. It comes back for others: fresh memory costs more than the copy into it.

/** Kept from call to call as long as the engine has no need of it; where it cannot say that, not at all. */
let list: WeakRef<ArrayBuffer[]> | undefined;

/** A room of at least so many bytes, with anything in it. */
export function takeRoom(bytes: number): ArrayBuffer {
  const rooms = kept();
  // Where none is large enough, the last one is taken out and dropped.
  const [room] = rooms.splice(
    rooms.findIndex(({ byteLength }) => byteLength >= bytes),
    1,
  );
  return room && room.byteLength >= bytes ? room : new ArrayBuffer(bytes);
}

export function giveBack(room: ArrayBuffer): void {
  kept().push(room);
}

function kept(): ArrayBuffer[] {
  let rooms = list?.deref();
  if (!rooms) {
    rooms = [];
    if (typeof WeakRef === 'function') list = new WeakRef(rooms);
  }
  return rooms;
}
