package com.happypancake.extractor.scaffold;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;

/**
 * A database's schema as messages, twice: as text and as descriptors.
 *
 * @param name what files of it are named by, without an ending
 * @param text the annotated .proto, for people
 * @param descriptors what protoc makes of the text, with all that it imports
 * @param tables how many tables have a message
 * @param columns how many columns have a field
 * @param columnsLeftOut how many columns of those tables have none
 */
public record Scaffold(
    String name,
    String text,
    FileDescriptorSet descriptors,
    int tables,
    int columns,
    int columnsLeftOut) {}
