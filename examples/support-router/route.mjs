/** Whether the ticket goes into the queue that the row's label names. */
// biome-ignore lint/style/noDefaultExport: the default export is what the scorer calls
export default ({ answer, expected }) => {
  const queues = answer.calls.filter((call) => call.name === 'route_ticket').map((call) => call.args.queue);
  if (queues.length !== 1) return { score: 0, reason: `${queues.length} calls of route_ticket instead of one` };
  const isRight = queues[0] === expected.queue;
  return { score: isRight ? 1 : 0, reason: isRight ? '' : `queue ${queues[0]} instead of ${expected.queue}` };
};
