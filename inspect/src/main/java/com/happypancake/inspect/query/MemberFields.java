package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The fields of events that name a member: they carry a column with a member's id, or are the
 * event's subject. Immutable.
 */
final class MemberFields {

  private static final String MEMBER_ID = "Members.MemberId";

  private final LegacyCatalogue tables;
  private final Map<Descriptor, List<RecordField>> fields = new HashMap<>();

  /**
   * Reads the fields from the options of a folder's schemas. Schemas without tables carry the
   * columns of HPC1.
   *
   * @throws SchemaException if a message has too many fields
   */
  MemberFields(Dump dump) {
    tables = tables(dump.schemas());
    for (String name : new TreeSet<>(dump.parts().stream().map(Part::getMessage).toList())) {
      Descriptor message = DescriptorSets.message(dump.schemas(), name);
      fields.put(message, RecordField.leaves(message).stream().filter(this::namesMember).toList());
    }
  }

  /**
   * Tells whether an event names a member.
   *
   * @param event of this folder
   */
  boolean name(Message event, long member) {
    return fields.getOrDefault(event.getDescriptorForType(), List.of()).stream()
        .flatMap(field -> field.value(event).stream())
        .anyMatch(value -> ((Number) value).longValue() == member);
  }

  private static LegacyCatalogue tables(Collection<FileDescriptor> schemas) {
    LegacyCatalogue own = LegacyCatalogue.of(schemas);
    return own.tables().isEmpty() ? LegacyCatalogue.hpc() : own;
  }

  private boolean namesMember(RecordField field) {
    FieldDescriptor leaf = field.leaf();
    boolean integer =
        leaf.getJavaType() == FieldDescriptor.JavaType.INT
            || leaf.getJavaType() == FieldDescriptor.JavaType.LONG;
    return integer
        && !leaf.isRepeated()
        && (isOfSubject(leaf)
            || leaf.getOptions().getExtension(OptionsProto.carries).stream()
                .anyMatch(this::isMemberId));
  }

  private static boolean isOfSubject(FieldDescriptor leaf) {
    Subject subject =
        leaf.getContainingType().getOptions().getExtension(OptionsProto.event).getSubject();
    return Stream.of(subject.getMember(), subject.getChat().getOne(), subject.getChat().getOther())
        .anyMatch(leaf.getName()::equals);
  }

  private boolean isMemberId(String carried) {
    return carried.equals(MEMBER_ID)
        || column(carried).map(column -> column.options().getLookup()).stream()
            .anyMatch(MEMBER_ID::equals);
  }

  private Optional<LegacyColumn> column(String name) {
    int dot = name.lastIndexOf('.');
    try {
      return Optional.of(tables.table(name.substring(0, Math.max(dot, 0))))
          .map(table -> table.column(name.substring(dot + 1)));
    } catch (SchemaException e) {
      // The schemas may name a column of a table that they do not have.
      return Optional.empty();
    }
  }
}
