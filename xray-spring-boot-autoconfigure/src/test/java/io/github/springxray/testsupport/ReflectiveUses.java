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

package io.github.springxray.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/**
 * Finds the classes that reach for something which a native image does not have by
 * itself: by reflection, by name, in a proxy, or in a file of the class path.
 */
public final class ReflectiveUses {

	private static final Pattern CALLS = Pattern.compile("java/lang/Class\\.(forName|newInstance|getDeclared\\w+|"
			+ "get(Field|Method|Constructor)s?|getRecordComponents|getResource\\w*)"
			+ "|java/lang/ClassLoader\\.(loadClass|getResource\\w*)|java/lang/reflect/(Proxy\\.newProxyInstance|"
			+ "Method\\.invoke|Constructor\\.newInstance)|java/util/ServiceLoader\\.load"
			+ "|java/lang/invoke/MethodHandles\\.privateLookupIn|java/io/Object(In|Out)putStream\\..*"
			+ "|org/springframework/util/ClassUtils\\.(forName|isPresent|resolveClassName)"
			+ "|org/springframework/util/ReflectionUtils\\.(find|invoke).*"
			+ "|org/springframework/aop/framework/ProxyFactory\\.getProxy|org/springframework/beans/BeanUtils\\..*"
			+ "|org/springframework/.*(Objenesis\\.newInstance|ResourcePatternResolver\\.getResources"
			+ "|SpringFactoriesLoader\\..*)|org/springframework/core/io/ClassPathResource\\.<init>");

	private final Map<String, TreeSet<String>> uses = new TreeMap<>();

	private ReflectiveUses() {
	}

	/**
	 * Find the classes beside a class.
	 * @param one a class of the jar or directory to look at
	 * @return calls by the name of the class that makes them
	 */
	public static Map<String, TreeSet<String>> of(Class<?> one) {
		ReflectiveUses all = new ReflectiveUses();
		try (Stream<Path> files = Files
			.walk(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
			files.filter((file) -> file.toString().endsWith(".class")).forEach(all::read);
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
		return all.uses;
	}

	private void read(Path file) {
		try {
			ClassReader reader = new ClassReader(Files.readAllBytes(file));
			String name = reader.getClassName().replace('/', '.').replaceAll("\\$.*", "");
			reader.accept(new Calls(name), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private final class Calls extends ClassVisitor {

		private final String name;

		Calls(String name) {
			super(SpringAsmInfo.ASM_VERSION);
			this.name = name;
		}

		@Override
		public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
				String[] exceptions) {
			return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {

				@Override
				public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
					add(owner, called);
				}

				@Override
				public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
					for (Object argument : arguments) {
						if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
							add(handle.getOwner(), handle.getName());
						}
					}
				}

			};
		}

		private void add(String owner, String called) {
			if (CALLS.matcher(owner + "." + called).matches()) {
				ReflectiveUses.this.uses.computeIfAbsent(this.name, (key) -> new TreeSet<>())
					.add(owner.substring(owner.lastIndexOf('/') + 1) + "." + called);
			}
		}

	}

}
