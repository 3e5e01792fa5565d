package com.happypancake.transformer;

import com.happypancake.schemas.manifest.Manifest;
import java.nio.file.Path;

/**
 * The result of a transform.
 *
 * @param events the manifest of the events, with all counts in {@link Manifest#getEvents}
 * @param rejects the manifest of the rejects
 * @param rejectsFolder the folder of the rejects
 * @param spilledBytes the bytes that the sort wrote to disk; 0 if all fitted into memory
 */
public record TransformResult(
    Manifest events, Manifest rejects, Path rejectsFolder, long spilledBytes) {}
