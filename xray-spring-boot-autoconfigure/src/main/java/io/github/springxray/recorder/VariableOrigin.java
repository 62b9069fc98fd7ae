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

package io.github.springxray.recorder;

import java.util.List;

import org.springframework.boot.origin.Origin;

/**
 * The environment variable or system property of the SDK that a property was taken from.
 *
 * @param name what it is called
 * @param value what it holds
 * @param accepted the values that it may hold, none if it is not one of a set
 */
record VariableOrigin(String name, String value, List<String> accepted) implements Origin {

	@Override
	public String toString() {
		return this.name;
	}

}
