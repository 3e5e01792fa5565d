/**
 * The commands that look into a folder of dumps or events, and mend it: from ls to repair.
 *
 * <p>Commands are for one run in one thread each.
 */
@NullMarked
package com.happypancake.cli.folder;

import org.jspecify.annotations.NullMarked;
