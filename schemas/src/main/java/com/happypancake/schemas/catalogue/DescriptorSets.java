package com.happypancake.schemas.catalogue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.schemas.options.OptionsProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads and makes sets of file descriptors in which each file follows its imports. */
public final class DescriptorSets {

  /** The file name ending of descriptor sets. */
  public static final String FILE_ENDING = ".desc";

  private DescriptorSets() {}

  /** Returns a set of the given files and all their imports. */
  public static FileDescriptorSet of(Collection<FileDescriptor> files) {
    Map<String, FileDescriptorProto> set = new LinkedHashMap<>();
    files.forEach(file -> add(file, set));
    return FileDescriptorSet.newBuilder().addAllFile(set.values()).build();
  }

  private static void add(FileDescriptor file, Map<String, FileDescriptorProto> set) {
    if (!set.containsKey(file.getFullName())) {
      file.getDependencies().forEach(dependency -> add(dependency, set));
      set.put(file.getFullName(), file.toProto());
    }
  }

  /**
   * Parses a descriptor set with hpc's options.
   *
   * @param bytes a serialized {@code google.protobuf.FileDescriptorSet}, in which each file follows
   *     its imports, as protoc writes it
   * @return the files in the set's order
   * @throws SchemaException if the bytes are not a descriptor set, or an import is missing
   */
  public static List<FileDescriptor> parse(byte[] bytes) {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    OptionsProto.registerAllExtensions(extensions);
    try {
      Map<String, FileDescriptor> files = new LinkedHashMap<>();
      for (FileDescriptorProto proto :
          FileDescriptorSet.parseFrom(bytes, extensions).getFileList()) {
        List<FileDescriptor> dependencies = new ArrayList<>();
        for (String name : proto.getDependencyList()) {
          FileDescriptor dependency = files.get(name);
          if (dependency == null) {
            throw new SchemaException(
                proto.getName()
                    + " imports "
                    + name
                    + ", which does not stand before it in the descriptor set;"
                    + " write the set with protoc --include_imports");
          }
          dependencies.add(dependency);
        }
        files.put(
            proto.getName(),
            FileDescriptor.buildFrom(proto, dependencies.toArray(FileDescriptor[]::new)));
      }
      return List.copyOf(files.values());
    } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
      throw new SchemaException("not a descriptor set: " + e.getMessage());
    }
  }

  /**
   * Reads schemas from a file.
   *
   * @param path a descriptor set, or a folder that contains exactly one file named {@code *.desc}
   * @return as {@link #parse}
   * @throws SchemaException as {@link #parse}, or if the folder contains no such file or several
   */
  public static List<FileDescriptor> read(Path path) throws IOException {
    return parse(Files.readAllBytes(Files.isDirectory(path) ? only(path) : path));
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sets = files.filter(file -> file.toString().endsWith(FILE_ENDING)).toList();
      if (sets.size() != 1) {
        throw SchemaException.format(
            "the folder holds %d files named *%s; expected one, or name the file",
            sets.size(), FILE_ENDING);
      }
      return sets.get(0);
    }
  }

  /**
   * Returns a message by its full name.
   *
   * @param files the files, as {@link #parse} returns them
   * @param fullName the name, for example {@code hpc.legacy.Message}
   * @throws SchemaException if no file has such a message
   */
  public static Descriptor message(Collection<FileDescriptor> files, String fullName) {
    for (FileDescriptor file : files) {
      String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
      if (fullName.startsWith(prefix)) {
        Descriptor found = file.findMessageTypeByName(fullName.substring(prefix.length()));
        if (found != null) {
          return found;
        }
      }
    }
    throw new SchemaException("the descriptor set has no message " + fullName);
  }
}
