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

package io.github.springxray.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.AWSLogReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one platform, in the form of X-Ray's documents.
 *
 * @param origin the kind of resource that the application runs on
 * @param key the name of the block in {@code aws}
 * @param block the fields of the block, which has no place in a document if it is empty
 * @param logs where the log of the application is
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-aws">AWS
 * resource data</a>
 */
record Facts(String origin, String key, Map<String, Object> block, Set<AWSLogReference> logs) {

	/**
	 * Longer texts are no ids.
	 */
	private static final int MAX_TEXT = 250;

	Facts {
		block = Collections.unmodifiableMap(new LinkedHashMap<>(block));
		logs = Set.copyOf(logs);
	}

	/**
	 * Return a reference to a log group of CloudWatch.
	 */
	static AWSLogReference log(String group, @Nullable String arn) {
		AWSLogReference reference = new AWSLogReference();
		reference.setLogGroup(group);
		if (arn != null) {
			reference.setArn(arn);
		}
		return reference;
	}

	/**
	 * Return whether a text may be an id or a name.
	 */
	static boolean isTold(@Nullable String text) {
		return text != null && !text.isBlank() && text.length() <= MAX_TEXT
				&& text.chars().noneMatch(Character::isISOControl);
	}

	/**
	 * The fields of a block, of which only those are kept that are known.
	 */
	static final class Block {

		private final Map<String, Object> fields = new LinkedHashMap<>();

		Block() {
		}

		/**
		 * Begin with what is known, which stays as it is.
		 */
		Block(Map<String, Object> known) {
			this.fields.putAll(known);
		}

		Block with(String field, @Nullable String value) {
			if (value != null && isTold(value)) {
				this.fields.putIfAbsent(field, value);
			}
			return this;
		}

		Map<String, Object> fields() {
			return this.fields;
		}

	}

}
