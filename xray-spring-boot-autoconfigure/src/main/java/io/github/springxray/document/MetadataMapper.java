/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.document;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;

/**
 * Creates what writes metadata as JSON.
 */
final class MetadataMapper {

	private static final int MAX_DEPTH = 64;

	private static final int TYPES = 200;

	private MetadataMapper() {
	}

	/**
	 * Create a mapper that shares no cache with others: those of Jackson are static, and
	 * would keep the classes of an application that has ended. Dates and times are
	 * written as they print themselves, which is ISO 8601, so that no module of Jackson
	 * is needed.
	 */
	static ObjectMapper create() {
		JsonFactory factory = JsonFactory.builder()
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
			.build();
		SimpleModule types = new SimpleModule("xray").addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
			.addSerializer(TemporalAmount.class, ToStringSerializer.instance)
			.addSerializer(ZoneId.class, ToStringSerializer.instance)
			.addSerializer(StringBuilder.class, new BoundedSerializer<>(ToStringSerializer.instance))
			.addSerializer(StringBuffer.class, new BoundedSerializer<>(ToStringSerializer.instance))
			.addSerializer(BigInteger.class, new BoundedSerializer<>(new NumberSerializer(BigInteger.class)))
			.addSerializer(BigDecimal.class, new BoundedSerializer<>(new NumberSerializer(BigDecimal.class)))
			.addKeySerializer(BigInteger.class, new BoundedKey())
			.addKeySerializer(BigDecimal.class, new BoundedKey());
		LookupCache<Object, JavaType> cache = new LRUMap<>(16, TYPES);
		return JsonMapper.builder(factory)
			.typeFactory(TypeFactory.defaultInstance().withCache(cache))
			.annotationIntrospector(new JacksonAnnotationIntrospector())
			.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
			.addModule(types)
			.build();
	}

	/**
	 * Looks at the size of a value before anything is done with it.
	 */
	@SuppressWarnings("unchecked")
	private static final class BoundedSerializer<T> extends JsonSerializer<T> implements ContextualSerializer {

		private final JsonSerializer<Object> delegate;

		BoundedSerializer(JsonSerializer<?> delegate) {
			this.delegate = (JsonSerializer<Object>) delegate;
		}

		@Override
		public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
			BoundedNumbers.require(generator, value);
			this.delegate.serialize(value, generator, provider);
		}

		@Override
		public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
				throws JsonMappingException {
			return (this.delegate instanceof ContextualSerializer contextual)
					? new BoundedSerializer<>(contextual.createContextual(provider, property)) : this;
		}

	}

	/**
	 * Throws nothing, as Jackson then prints the key into the message of its exception.
	 */
	private static final class BoundedKey extends JsonSerializer<Object> {

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
			generator.writeFieldName(Plain.isHuge(value) ? Text.notRecorded(value, Plain.DIGITS) : value.toString());
		}

	}

}
