/**
 * The commands that run a stage: sample, extract, transform, seed, topology and the demo.
 *
 * <p>Each turns options into the configuration of its module and shows its progress; it decides
 * nothing else. Commands are for one run in one thread each.
 */
@NullMarked
package com.happypancake.cli.stage;

import org.jspecify.annotations.NullMarked;
