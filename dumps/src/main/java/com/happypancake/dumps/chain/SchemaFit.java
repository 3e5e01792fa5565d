package com.happypancake.dumps.chain;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.happypancake.dumps.Dump;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Checks that a later dump's schemas can read an earlier dump's rows. Each field must exist with
 * the same number, name and type, and the tables must have the same keys. Fields that only the
 * later schemas have are NULL in the earlier rows.
 *
 * @param earlier a dump of the chain
 * @param last the last dump of the chain
 */
record SchemaFit(Dump earlier, Dump last) {

  /**
   * Checks the messages of all parts of the earlier dump.
   *
   * @throws MismatchedDumpException if the later schemas can't read them
   */
  void check() throws IOException {
    List<String> messages = earlier.parts().stream().map(Part::getMessage).distinct().toList();
    for (String message : messages) {
      check(DescriptorSets.message(earlier.schemas(), message), later(message));
    }
  }

  private Descriptor later(String message) throws MismatchedDumpException {
    try {
      return DescriptorSets.message(last.schemas(), message);
    } catch (SchemaException e) {
      throw mismatch("the message " + message, "has it not");
    }
  }

  private void check(Descriptor before, Descriptor after) throws MismatchedDumpException {
    for (FieldDescriptor field : before.getFields()) {
      FieldDescriptor now = after.findFieldByNumber(field.getNumber());
      if (now == null || !text(now).equals(text(field))) {
        throw mismatch(text(field), now == null ? "has it not" : "has " + text(now));
      }
    }
    if (!key(before).equals(key(after))) {
      throw mismatch(
          before.getFullName() + " with the key " + key(before), "has the key " + key(after));
    }
  }

  private static String text(FieldDescriptor field) {
    return String.format(
        Locale.ROOT,
        "the field %s = %d of the type %s%s",
        field.getFullName(),
        field.getNumber(),
        field.isRepeated() ? "repeated " : "",
        field.getType().name().toLowerCase(Locale.ROOT));
  }

  private static List<String> key(Descriptor message) {
    return message.getOptions().hasExtension(OptionsProto.table)
        ? LegacyTable.of(message).key().stream().map(SchemaFit::text).toList()
        : List.of();
  }

  private static String text(LegacyColumn column) {
    return column.name() + " " + column.type().name().toLowerCase(Locale.ROOT);
  }

  private MismatchedDumpException mismatch(String expected, String actual) {
    return new MismatchedDumpException(
        String.format(
            Locale.ROOT,
            "%s: the schema of %s has %s; this one %s; extract a full dump with the new schema",
            last.folder(),
            earlier.folder(),
            expected,
            actual));
  }

  /** Returns whether rows are only appended to a message's table. */
  static boolean isAppendOnly(Descriptor message) {
    return message.getOptions().hasExtension(OptionsProto.table)
        && LegacyTable.of(message).timeColumn().isPresent();
  }
}
