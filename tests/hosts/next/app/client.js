// A client component.
'use client';
import { configure, imread, imwrite } from 'imwrite';
import { useEffect } from 'react';
import { check } from '../check.js';

export default function Client() {
  useEffect(() => {
    globalThis.hostResult ??= check({ configure, imread, imwrite });
  }, []);
  return <p>imwrite</p>;
}
