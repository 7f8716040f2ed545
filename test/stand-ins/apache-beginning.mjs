// @ts-check
const modulesFolder = '/usr/lib/apache2/modules';

/**
 * What the configuration of an Apache of the tests begins with: all that it writes lies in its folder, it takes few threads, and its
 * children give up root.
 * @param {{ folder: string, serverName: string, modules: readonly string[], processes?: number, threads?: number }} of
 *   `modules`: Debian's, by their names without `mod_`; `threads` of each process
 */
export const apacheBeginning = ({ folder, serverName, modules, processes = 1, threads = 4 }) => `ServerRoot ${folder}
ServerName ${serverName}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
Mutex file:${folder}
${modules.map((name) => `LoadModule ${name}_module ${modulesFolder}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
ServerLimit ${processes}
ThreadsPerChild ${threads}
MaxRequestWorkers ${processes * threads}
MinSpareThreads 1
MaxSpareThreads ${processes * threads}`;
