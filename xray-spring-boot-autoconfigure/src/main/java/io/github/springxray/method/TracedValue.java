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

package io.github.springxray.method;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRayMetadata;

/**
 * Puts an argument or a result, or a part of it, on a subsegment.
 *
 * @param key the key
 * @param namespace the namespace of metadata, {@code null} for an annotation
 * @param expression takes the part, {@code null} for the whole
 */
record TracedValue(String key, @Nullable String namespace, @Nullable ValueExpression expression) {

	static TracedValue of(XRayAnnotation annotation, String defaultKey, String place) {
		String key = StringUtils.hasText(annotation.value()) ? annotation.value() : defaultKey;
		return new TracedValue(key.replaceAll("[^A-Za-z0-9_]", "_"), null, expression(annotation.expression(), place));
	}

	static TracedValue of(XRayMetadata metadata, String defaultKey, String place) {
		String key = StringUtils.hasText(metadata.value()) ? metadata.value() : defaultKey;
		return new TracedValue(key, metadata.namespace(), expression(metadata.expression(), place));
	}

	private static @Nullable ValueExpression expression(String text, String place) {
		return StringUtils.hasText(text) ? new ValueExpression(text, place) : null;
	}

	/**
	 * Return whether both would be recorded in the same place.
	 */
	boolean collidesWith(TracedValue other) {
		return this.key.equals(other.key)
				&& ((this.namespace != null) ? this.namespace.equals(other.namespace) : other.namespace == null);
	}

	/**
	 * Record a value. What the expression or the value's {@code toString()} throws goes
	 * to the caller.
	 */
	void record(Entity entity, @Nullable Object value) {
		Object part = (value != null && this.expression != null) ? this.expression.valueOf(value) : value;
		if (part == null) {
			return;
		}
		if (this.namespace != null) {
			entity.putMetadata(this.namespace, this.key, part);
		}
		else if (part instanceof Number number) {
			entity.putAnnotation(this.key, number);
		}
		else if (part instanceof Boolean bool) {
			entity.putAnnotation(this.key, bool);
		}
		else if (part instanceof Enum<?> constant) {
			entity.putAnnotation(this.key, constant.name());
		}
		else {
			entity.putAnnotation(this.key, part.toString());
		}
	}

}
