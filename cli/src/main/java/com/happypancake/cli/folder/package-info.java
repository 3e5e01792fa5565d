/**
 * The commands that inspect or repair a folder of dumps or events. Each runs once, in one thread.
 */
@NullMarked
package com.happypancake.cli.folder;

import org.jspecify.annotations.NullMarked;
