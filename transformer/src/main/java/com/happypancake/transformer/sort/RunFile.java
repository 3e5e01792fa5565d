package com.happypancake.transformer.sort;

import java.nio.file.Path;

/**
 * The file of a spilled run.
 *
 * @param path the file
 * @param records the number of records
 * @param bytes the file's size
 * @param maxBlockBytes the length of the longest block's content
 */
public record RunFile(Path path, long records, long bytes, int maxBlockBytes) {}
