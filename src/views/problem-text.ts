import type { Problem } from '../model/problem.ts';
import { assertNever } from '../model/result.ts';
import { bytesText, count, counted } from './numbers.ts';
import { cutInTheMiddle, printable } from './printable.ts';
import { durationText } from './times.ts';

/** One or two sentences for a person: what is the matter and what to do. The only place that puts problems into words. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'not-found':
      return `${shown(problem.path)} does not exist. Check the path, or whether the program that writes it is installed.`;
    case 'permission-denied':
      return `${shown(problem.path)} may not be read by this user. Run as root to include it.`;
    case 'is-a-link':
      return `${shown(problem.path)} is or contains a symbolic link; in a user's folder links are not followed. Name the real file instead.`;
    case 'not-a-regular-file':
      return `${shown(problem.path)} is not a regular file (a folder, pipe or device), so it was left alone. Name a file.`;
    case 'not-a-folder':
      return `A part of ${shown(problem.path)} is not a folder. Check the path.`;
    case 'foreign-owner':
      return `${shown(problem.path)} belongs to user id ${problem.ownerUid}, not to ${problem.expectedUid}, so it was not trusted. Check who put it there.`;
    case 'too-large':
      return `${shown(problem.path)} is ${bytesText(problem.sizeBytes)}, more than the ${bytesText(problem.limitBytes)} read of such a file. Look at it by hand.`;
    case 'too-many-entries':
      return `${shown(problem.path)} holds more than ${counted(problem.limit, 'entry', 'entries')}, so nothing in it was read. Tidy it up, or name the files you want.`;
    case 'read-failed':
      return `${shown(problem.path)} could not be read (${shown(problem.code)}). Look at the disk and the system log.`;
    case 'write-failed':
      return `${shown(problem.path)} could not be written (${shown(problem.code)}). Look whether the disk is full or mounted read-only.`;
    case 'open-to-others':
      return `${shown(problem.path)} lets other users in and was not used. Make it its owner's alone: chmod 700.`;
    case 'damaged-archive':
      return `${shown(problem.path)} is a damaged or cut-off archive (${shown(problem.code)}); what lies before the damage was counted. Test it with gzip -t.`;
    case 'unknown-format':
      return `${shown(problem.path)} is not what was expected: ${shown(problem.expected)}. Check that it is the right file.`;
    case 'owners-incomplete':
      return `Only ${count(problem.processesRead)} of ${counted(problem.processes, 'process', 'processes')} could be looked into, so some connections have no owner here. Run as root to see all.`;
    case 'time-spent':
      return `${shown(problem.path)} was not read to its end: the time for one review was over. Ask for a shorter time, or for this file alone.`;
    case 'bytes-spent':
      return `${shown(problem.path)} was not read to its end: ${bytesText(problem.limitBytes)} is the most that one review reads. Ask for a shorter time, or for this file alone.`;
    case 'program-missing':
      return `The program ${shown(problem.program)} is not installed here or may not be run.`;
    case 'program-failed':
      return `${shown(problem.program)} failed${exitText(problem.exitCode)}${detailText(problem.detail)}. Run it by hand to see why.`;
    case 'program-timed-out':
      return `${shown(problem.program)} did not answer within ${durationText(problem.timeoutMs)} and was stopped. The machine may be overloaded: try again.`;
    case 'program-output-too-large':
      return `${shown(problem.program)} printed more than ${bytesText(problem.limitBytes)}; its answer was not used.`;
    case 'service-stopped':
      return `${shown(problem.service)} does not run here${detailText(problem.detail)}. Start it first; nothing was switched on for you.`;
    case 'unexpected-answer':
      return `${shown(problem.from)} gave an answer that was not understood${detailText(problem.detail)}. Nothing is taken for done; look there by hand.`;
    case 'request-failed':
      return `${shown(problem.to)} could not be asked (${shown(problem.code)}). Check the address, the network and the certificate.`;
    case 'on-allow-list':
      return `${shown(problem.target)} is let in by ${shown(problem.list)}, so a block would not hold. Take it off that list first.`;
    case 'not-confirmed':
      return `${shown(problem.target)} was not found in ${shown(problem.where)} when it was read back. Take it as not blocked there.`;
    case 'changed-meanwhile':
      return `${shown(problem.path)} was changed by somebody else at this moment, so it was left alone. Try again.`;
    case 'limit-reached':
      return `There are already ${count(problem.limit)} ${shown(problem.what)}, the most that is allowed. Lift some first, or raise the limit in the settings.`;
    case 'not-all-kept':
      return `There were more ${shown(problem.what)} than the ${count(problem.limit)} that are kept at a time. What rests on them may be too low. Ask for a shorter window or one site to see all.`;
    case 'cannot-do':
      return `${shown(problem.where)} cannot do this: ${shown(problem.what)}.`;
    case 'bad-input':
      if (problem.got === '') return `${shown(problem.field)} is missing: it takes ${problem.expected}.`;
      return `“${cutInTheMiddle(problem.got, 80)}” does not fit ${shown(problem.field)}: it takes ${problem.expected}.`;
    default:
      return assertNever(problem);
  }
}

const shown = (text: string): string => printable(text);

const exitText = (exitCode: number | null): string => (exitCode === null ? '' : ` with exit code ${exitCode}`);

function detailText(detail: string): string {
  const line = detail.trim().split('\n', 1)[0] ?? '';
  return line === '' ? '' : `: ${cutInTheMiddle(line, 200)}`;
}
