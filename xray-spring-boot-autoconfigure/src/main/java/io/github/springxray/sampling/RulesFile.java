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

package io.github.springxray.sampling;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.Resource;

/**
 * The file of {@code xray.sampling.rules-location}.
 */
final class RulesFile {

	private static final String PROPERTY = "xray.sampling.rules-location";

	private static final int MAX_LENGTH = 1 << 20;

	private final Resource location;

	private @Nullable String seen;

	private final List<SamplingRule> before;

	private final SamplingRule otherwise;

	/**
	 * Create the file.
	 * @param location where it lies
	 * @param before the rules that come before its own
	 * @param otherwise the rule for what no other is for, if the file has none
	 */
	RulesFile(Resource location, List<SamplingRule> before, SamplingRule otherwise) {
		this.location = location;
		this.before = before;
		this.otherwise = otherwise;
		hasChanged();
	}

	/**
	 * Read the file.
	 * @return its rules
	 * @throws InvalidConfigurationPropertyValueException if it cannot be read or a rule
	 * makes no sense
	 */
	LocalRules read() {
		try (InputStream in = this.location.getInputStream()) {
			byte[] content = in.readNBytes(MAX_LENGTH);
			JsonNode json = new ObjectMapper().enable(JsonParser.Feature.ALLOW_COMMENTS).readTree(content);
			LocalRules rules = new RulesFileFormat(this.otherwise).read(json);
			return new LocalRules(Stream.concat(this.before.stream(), rules.rules().stream()).toList(),
					rules.otherwise());
		}
		catch (JacksonException ex) {
			throw invalid("It is no JSON: line " + ((ex.getLocation() != null) ? ex.getLocation().getLineNr() : 0)
					+ " cannot be read.");
		}
		catch (IOException ex) {
			throw invalid("It cannot be read. Write the location of a file that exists, such as "
					+ "classpath:sampling-rules.json or file:/etc/xray/rules.json.");
		}
		catch (IllegalArgumentException ex) {
			throw invalid(String.valueOf(ex.getMessage()));
		}
	}

	private InvalidConfigurationPropertyValueException invalid(String reason) {
		return new InvalidConfigurationPropertyValueException(PROPERTY, this.location.getDescription(), reason);
	}

	/**
	 * Return whether the file can change while the application runs.
	 */
	boolean canChange() {
		return this.location.isFile();
	}

	/**
	 * Return whether the file is another one than it was when this was called last.
	 */
	boolean hasChanged() {
		String before = this.seen;
		try {
			this.seen = this.location.lastModified() + " " + this.location.contentLength();
		}
		catch (IOException ex) {
			// It is being replaced, or is gone: what was read before stays
			return false;
		}
		return before != null && !before.equals(this.seen);
	}

	@Override
	public String toString() {
		return this.location.getDescription();
	}

}
