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

package io.github.springxray.mongo;

/**
 * What is recorded of a command to MongoDB besides its name and its collection.
 */
public enum CommandRecording {

	/**
	 * Its shape: names of fields and operators, with a question mark in the place of each
	 * value. Documents that are written are left out as a whole.
	 */
	SANITIZED,

	/**
	 * The command as the server gets it, with the values in it, and messages of the
	 * server as they are.
	 */
	RAW,

	/**
	 * Nothing.
	 */
	OFF

}
