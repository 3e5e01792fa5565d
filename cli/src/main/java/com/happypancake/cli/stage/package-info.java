/**
 * The commands that run stages: sample, extract, transform and demo; options of others.
 *
 * <p>A command only turns options into a module's settings and shows progress. It runs once, in one
 * thread.
 */
@NullMarked
package com.happypancake.cli.stage;

import org.jspecify.annotations.NullMarked;
