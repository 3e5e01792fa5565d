package com.happypancake.transformer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments above the messages and fields of .proto files, which classes do not keep. */
final class ProtoComments {

  private static final Pattern BEGIN = Pattern.compile("(message|enum|oneof) (\\w+) \\{");
  private static final Pattern FIELD =
      Pattern.compile("(?:optional |repeated )?[\\w.]+ (\\w+) = \\d+\\b.*");

  private final Map<String, String> comments = new HashMap<>();

  private ProtoComments() {}

  /** Reads files of the package {@code hpc}, for example {@code event.proto}. */
  static ProtoComments read(String... names) throws IOException {
    ProtoComments all = new ProtoComments();
    for (String name : names) {
      Path file = Path.of("../schemas/src/main/protobuf/hpc", name);
      all.read("hpc." + name.replace(".proto", ""), Files.readString(file));
    }
    return all;
  }

  private void read(String protoPackage, String text) {
    Deque<String> scopes = new ArrayDeque<>();
    scopes.push(protoPackage);
    StringJoiner comment = new StringJoiner(" ");
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("//")) {
        comment.add(line.substring(2).strip());
        continue;
      }
      Matcher begin = BEGIN.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (begin.matches()) {
        // The fields of a oneof belong to the message around it.
        boolean isOneof = begin.group(1).equals("oneof");
        scopes.push(isOneof ? scopes.peek() : scopes.peek() + "." + begin.group(2));
        comments.putIfAbsent(scopes.peek(), comment.toString());
      } else if (field.matches()) {
        comments.put(scopes.peek() + "." + field.group(1), comment.toString());
      } else if (line.equals("}")) {
        scopes.pop();
      }
      comment = new StringJoiner(" ");
    }
  }

  /** Returns the comment above a message; empty if there is none. */
  String of(Descriptor message) {
    return comments.getOrDefault(message.getFullName(), "");
  }

  /** Returns the comment above a field; empty if there is none. */
  String of(FieldDescriptor field) {
    return comments.getOrDefault(field.getFullName(), "");
  }
}
