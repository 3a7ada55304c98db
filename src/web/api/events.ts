import { useEffect, useRef } from 'react';

type Listening<Message> = {
  address: string;
  isOn: boolean;
  /** The names of the events that carry a message. */
  names: readonly string[];
  /** The event after which nothing more comes; without it the browser would ask again and again. */
  last: string;
  onMessage: (message: Message) => void;
};

/**
 * Listens to the server's events at an address while `isOn`, up to the last one. The browser reconnects by itself after
 * a broken line; each message is JSON of the route's contract. Listening ends with the component.
 */
export function useEvents<Message>({ address, isOn, names, last, onMessage }: Listening<Message>): void {
  const latest = useRef(onMessage);
  useEffect(() => {
    latest.current = onMessage;
  });
  const joined = [...names, last].join(' ');
  useEffect(() => {
    if (!isOn) return;
    const source = new EventSource(address);
    const take = (event: MessageEvent<string>) => {
      if (event.type === last) source.close();
      latest.current(JSON.parse(event.data) as Message); // parsed by the server before it was sent
    };
    for (const name of joined.split(' ')) source.addEventListener(name, take);
    return () => source.close();
  }, [address, isOn, joined, last]);
}
