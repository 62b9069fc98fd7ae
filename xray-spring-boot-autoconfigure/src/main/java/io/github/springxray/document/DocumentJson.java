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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.amazonaws.xray.entities.Entity;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.springxray.entity.EntityJson;

/**
 * Writes entities that are asked for their JSON as they are sent.
 */
public final class DocumentJson implements EntityJson {

	private final DocumentWriter writer = new DocumentWriter();

	@Override
	public String write(Entity entity, boolean independent, boolean pretty) {
		byte[] document = this.writer.write(entity, independent);
		return pretty ? Indentation.of(document) : new String(document, StandardCharsets.UTF_8);
	}

	/**
	 * Loads Jackson only where somebody reads the JSON.
	 */
	private static final class Indentation {

		private static final ObjectMapper mapper = new ObjectMapper();

		static String of(byte[] document) {
			try {
				return mapper.readTree(document).toPrettyString();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
