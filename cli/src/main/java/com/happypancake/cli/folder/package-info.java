/**
 * The commands that look into a folder of dumps or events, or repair it.
 *
 * <p>A command runs once, in one thread.
 */
@NullMarked
package com.happypancake.cli.folder;

import org.jspecify.annotations.NullMarked;
