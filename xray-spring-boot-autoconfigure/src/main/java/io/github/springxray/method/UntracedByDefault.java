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

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * What a whole package does not trace because it would be noise. An annotation on it
 * traces it all the same. Types of libraries are compared by name, as they may be absent.
 */
final class UntracedByDefault {

	private static final Set<String> VALIDATORS = Set.of("org.springframework.validation.Validator",
			"jakarta.validation.ConstraintValidator");

	private static final Set<String> HANDLERS = Set.of("org.springframework.web.bind.annotation.InitBinder",
			"org.springframework.web.bind.annotation.ExceptionHandler");

	private static final String MAPPER = "Lorg/mapstruct/Mapper;";

	private UntracedByDefault() {
	}

	static boolean includes(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, ConfigurationProperties.class) || isValidatorOrMapper(type);
	}

	static boolean includes(MergedAnnotations annotations) {
		return HANDLERS.stream().anyMatch(annotations::isPresent);
	}

	private static boolean isValidatorOrMapper(Class<?> type) {
		if (type.getName().startsWith("java.")) {
			return false;
		}
		if (VALIDATORS.contains(type.getName()) || isMapper(type)) {
			return true;
		}
		if (type.getSuperclass() != null && isValidatorOrMapper(type.getSuperclass())) {
			return true;
		}
		for (Class<?> parent : type.getInterfaces()) {
			if (isValidatorOrMapper(parent)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * MapStruct's annotation is in the class file alone, where reflection does not see
	 * it.
	 */
	private static boolean isMapper(Class<?> type) {
		try (InputStream file = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (file == null) {
				return false;
			}
			AnnotationSearch search = new AnnotationSearch();
			new ClassReader(file).accept(search,
					ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			return search.found;
		}
		catch (IOException | RuntimeException ex) {
			// A class file that cannot be read says nothing
			return false;
		}
	}

	private static final class AnnotationSearch extends ClassVisitor {

		private boolean found;

		AnnotationSearch() {
			super(SpringAsmInfo.ASM_VERSION);
		}

		@Override
		public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
			this.found |= MAPPER.equals(descriptor);
			return null;
		}

	}

}
