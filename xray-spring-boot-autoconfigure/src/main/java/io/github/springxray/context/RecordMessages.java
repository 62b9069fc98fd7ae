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

package io.github.springxray.context;

/**
 * Which messages of exceptions are recorded.
 */
public enum RecordMessages {

	/**
	 * All messages, without the secrets that are known by their form.
	 */
	ALL,

	/**
	 * Messages whose form is known to hold no value.
	 */
	SAFE,

	/**
	 * No messages. The types of exceptions and their stacks are recorded.
	 */
	NONE

}
