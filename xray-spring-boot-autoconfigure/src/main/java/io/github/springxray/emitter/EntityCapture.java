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

package io.github.springxray.emitter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Makes an entity that is about to end independent of the application, on the thread that
 * ends it: what is written later, by another thread, neither changes any more nor runs
 * code of the application. Strings, numbers and booleans stay as they are. All other
 * values of metadata are replaced by their JSON and all other values elsewhere by their
 * strings. What is longer than is ever written is cut here, so that it takes no memory
 * either.
 */
final class EntityCapture {

	/**
	 * More than a document can hold. What an entity has beyond it is left out at once.
	 */
	static final int MAX_METADATA = 64 * 1024;

	private static final int MAX_DEPTH = 16;

	private final MetadataValues values = new MetadataValues();

	void capture(Entity entity) {
		if (!isEmpty(entity.getMetadata())) {
			captureMetadata(entity);
		}
		if (!isEmpty(entity.getAnnotations())) {
			captureAll(entity.getAnnotations(), entity::setAnnotations, EntityCapture::annotation);
		}
		if (!isEmpty(entity.getHttp())) {
			captureAll(entity.getHttp(), entity::setHttp, EntityCapture::field);
		}
		if (!isEmpty(entity.getAws())) {
			captureAll(entity.getAws(), entity::setAws, EntityCapture::field);
		}
		if (!isEmpty(entity.getSql())) {
			captureAll(entity.getSql(), entity::setSql, EntityCapture::field);
		}
		if (entity instanceof Segment segment && !isEmpty(segment.getService())) {
			captureAll(segment.getService(), segment::setService, EntityCapture::field);
		}
	}

	private static boolean isEmpty(@Nullable Map<?, ?> map) {
		return map == null || map.isEmpty();
	}

	private void captureMetadata(Entity entity) {
		int[] total = new int[1];
		UnaryOperator<Object> capture = (value) -> {
			Object captured = metadata(value, MAX_METADATA - total[0]);
			total[0] += weightOf(captured);
			return captured;
		};
		captureAll(entity.getMetadata(), entity::setMetadata, (namespace) -> {
			Map<String, Object> own = own(namespace);
			own.forEach((key, value) -> captureValue(own, key, value, capture));
			return own;
		});
	}

	private Object metadata(Object value, int room) {
		Object captured = value;
		if (!(value instanceof CapturedJson) && !MetadataValues.isPlain(value, Limits.DOCUMENTED.metadata())) {
			String json = this.values.toJson(value, Limits.DOCUMENTED.metadata());
			captured = new CapturedJson(value.getClass().getName(), json);
		}
		if (weightOf(captured) <= room) {
			return captured;
		}
		return Text.notRecorded(value, "there is more than " + MAX_METADATA + " bytes of metadata");
	}

	/**
	 * About how much memory a value holds once it was captured.
	 */
	static int weightOf(Object value) {
		if (value instanceof CapturedJson captured) {
			return captured.json().length();
		}
		return (value instanceof String string) ? string.length() : Long.BYTES;
	}

	private static Object annotation(Object value) {
		return text(value, Limits.DOCUMENTED.annotation());
	}

	private static Object field(Object value) {
		return field(value, 1);
	}

	private static Object field(Object value, int depth) {
		if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
			return fields(map, depth);
		}
		boolean written = value instanceof Map || value instanceof Iterable || value instanceof Object[]
				|| value instanceof com.amazonaws.xray.entities.AWSLogReference;
		return written ? value : text(value, Limits.DOCUMENTED.query());
	}

	/**
	 * A map within a block, which the application may have made. It is only copied if
	 * something in it has to be replaced.
	 */
	private static Object fields(Map<?, ?> map, int depth) {
		if (isPlain(map)) {
			return map;
		}
		Map<String, Object> copy = new LinkedHashMap<>();
		for (Map.Entry<String, Object> entry : Copies.<Object>entries(map)) {
			copy.put(entry.getKey(), field(entry.getValue(), depth + 1));
		}
		return copy;
	}

	private static boolean isPlain(Map<?, ?> map) {
		try {
			for (Object value : map.values()) {
				if (!(value == null || MetadataValues.isPlain(value, Limits.DOCUMENTED.query()))) {
					return false;
				}
			}
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static Object text(Object value, int max) {
		if (value instanceof Boolean || (value instanceof String string && string.length() <= max)) {
			return value;
		}
		if (value instanceof Number number) {
			boolean fixed = number instanceof Integer || number instanceof Long || number instanceof Double
					|| number instanceof Float || number instanceof Short || number instanceof Byte
					|| number.getClass() == BigDecimal.class || number.getClass() == BigInteger.class;
			return fixed ? value : ValueWriter.fix(number);
		}
		return Text.cut(Text.of(value), max, false);
	}

	/**
	 * Replace what has to be replaced. The maps of an entity are the SDK's, unless the
	 * application has set its own.
	 */
	@SuppressWarnings("unchecked")
	private static <V> void captureAll(Map<String, V> map, Consumer<Map<String, V>> setter,
			UnaryOperator<Object> capture) {
		Map<String, Object> own = own(map);
		own.forEach((key, value) -> captureValue(own, key, value, capture));
		if (own != (Object) map) {
			setter.accept((Map<String, V>) own);
		}
	}

	private static void captureValue(Map<String, Object> map, String key, Object value, UnaryOperator<Object> capture) {
		Object captured = capture.apply(value);
		if (captured != value) {
			map.replace(key, value, captured);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> own(Object map) {
		if (map.getClass() == ConcurrentHashMap.class) {
			return (Map<String, Object>) map;
		}
		Map<String, Object> own = new ConcurrentHashMap<>();
		Copies.<Object>entries((Map<?, ?>) map).forEach((entry) -> own.put(entry.getKey(), entry.getValue()));
		return own;
	}

}
