/**
 * The commands that look into a folder of dumps or events: ls, head, count, verify, repair and
 * index.
 *
 * <p>Commands are for one run in one thread each.
 */
@NullMarked
package com.happypancake.cli.folder;

import org.jspecify.annotations.NullMarked;
