package com.happypancake.transformer;

import com.happypancake.schemas.manifest.Manifest;
import java.nio.file.Path;

/**
 * What a transform made.
 *
 * @param events the manifest of the events, with all counts in {@link Manifest#getEvents}
 * @param rejects the manifest of the rejects
 * @param rejectsFolder where the rejects are
 * @param spilledBytes how much the sort wrote to disk; 0 where it fitted the memory
 */
public record TransformResult(
    Manifest events, Manifest rejects, Path rejectsFolder, long spilledBytes) {}
