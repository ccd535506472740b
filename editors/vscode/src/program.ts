// Which program is the server, and whether it is there.

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const FOLDER = '${workspaceFolder}';

/** What is needed to look for the program. */
export interface Surroundings {
  /** What the setting says; empty for the one on the path. */
  setting: string;
  /** The folder that is open, if one is. */
  folder: string | undefined;
  /** The environment's list of folders. */
  path: string;
  windows: boolean;
}

/** The file to start, or none. */
export function find({ setting, folder, path, windows }: Surroundings): string | undefined {
  let wanted = setting.trim() || 'rondel';
  if (wanted.startsWith(FOLDER)) {
    if (!folder) return undefined;
    wanted = folder + wanted.slice(FOLDER.length);
  }
  const ends = windows && !/\.(exe|cmd|bat)$/i.test(wanted) ? ['.exe', '.cmd', ''] : [''];
  const named = isAbsolute(wanted) || /[\\/]/.test(wanted);
  const folders = named ? [''] : path.split(delimiter).filter(Boolean);
  for (const place of folders) {
    for (const end of ends) {
      const file = (named && folder && !isAbsolute(wanted) ? join(folder, wanted) : join(place, wanted)) + end;
      if (runs(file)) return file;
    }
  }
  return undefined;
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
