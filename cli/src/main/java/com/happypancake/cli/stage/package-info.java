/**
 * The commands that run a stage: sample, extract, transform, seed, topology and the demo.
 *
 * <p>A command turns options into the settings of its module and shows its progress; it decides
 * nothing else. It runs once, in one thread.
 */
@NullMarked
package com.happypancake.cli.stage;

import org.jspecify.annotations.NullMarked;
